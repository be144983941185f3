package org.cloudfilm.storage.person;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.NumberHolders.Holder;
import org.cloudfilm.storage.sql.KeptPlan;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of persons, their numbers and identities. Every method joins the caller's transaction. */
final class Identities {

    /** Somebody known to hundreds of hospitals is an error of data; it must not slow everybody down. */
    private static final int COMPARED_AT_MOST = 50;

    private static final String BY_STRONG_NUMBER = """
            select distinct p.person_id
            from unnest(?::text[], ?::text[]) as n (system, value)
            join person_identifier p on p.system = n.system and p.value = n.value
            """;

    /** What {@link #traits} reads of an identity i. */
    static final String COLUMNS = """
            i.birth_date, i.sex, i.phone, i.multiple_birth,
              array(select name_key from identity_name where identity = i.id) as names
            """;

    private static final String TRAITS =
            "select " + COLUMNS + "from identity i where i.person_id = ? order by i.id limit " + COMPARED_AT_MOST;

    private final JdbcClient sql;
    private final KeptPlan planned;
    private final NumberHolders numbers;
    private final InstantSource clock;

    Identities(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.planned = new KeptPlan(dataSource);
        this.numbers = new NumberHolders(dataSource);
        this.clock = clock;
    }

    /** @param news whether the identity was not known before, or says something else now */
    record Kept(long identity, boolean news) {}

    List<PersonId> byStrongNumber(List<StrongNumber> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return planned.query(BY_STRONG_NUMBER, List.of(
                numbers.stream().map(StrongNumber::system).toArray(String[]::new),
                numbers.stream().map(StrongNumber::value).toArray(String[]::new)), Identities::person);
    }

    private static PersonId person(ResultSet row, int number) throws SQLException {
        return new PersonId(row.getObject(1, UUID.class));
    }

    boolean hasStrongNumber(PersonId person) {
        return sql.sql("select exists (select from person_identifier where person_id = :person)")
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    List<Traits> traitsOf(PersonId person) {
        return planned.query(TRAITS, List.of(person.value()), (row, n) -> traits(row));
    }

    static Traits traits(ResultSet row) throws SQLException {
        Array names = row.getArray("names");
        return new Traits(
                Set.of((String[]) names.getArray()),
                Optional.ofNullable(row.getObject("birth_date", LocalDate.class)),
                row.getString("sex"),
                row.getString("phone"),
                row.getBoolean("multiple_birth"));
    }

    PersonId newPerson() {
        return new PersonId(
                sql.sql("insert into person default values returning id").query(UUID.class).single());
    }

    /** A number that nobody has is the person's from now on. */
    void claim(PersonId person, List<StrongNumber> numbers) {
        for (StrongNumber number : numbers) {
            sql.sql("""
                            insert into person_identifier (system, value, person_id) values (:system, :value, :person)
                            on conflict do nothing
                            """)
                    .param("system", number.system())
                    .param("value", number.value())
                    .param("person", person.value())
                    .update();
        }
    }

    /** Whether a name and the birth date are those of one of the person's identities. */
    boolean agrees(PersonId person, Traits traits) {
        return traitsOf(person).stream()
                .filter(known -> known.birthDate().equals(traits.birthDate()))
                .anyMatch(known -> known.nameKeys().stream().anyMatch(traits.nameKeys()::contains));
    }

    /**
     * Keeps what the hospital says under one of its numbers. A number that was somebody else's is the person's from now on;
     * what was said of the other one stays his. Until the caller's transaction ends, nobody merges the person into another.
     *
     * @throws PersonMovedException when somebody has
     */
    Kept keep(PersonId person, Identification who, PatientNumber number, String linkedBy) {
        List<Holder> holders = numbers.of(who.hospital(), List.of(number));
        List<Holder> own = holders.stream().filter(holder -> holder.person().equals(person)).toList();
        Kept kept = NumberHolders.best(own, who.traits())
                .map(known -> update(known, who, linkedBy))
                .orElseGet(() -> {
                    if (!holders.isEmpty()) {
                        giveUp(person, who.hospital(), number);
                    }
                    return insert(person, who, number, linkedBy);
                });
        return new Kept(kept.identity, keepNames(kept.identity, who) || kept.news);
    }

    /** What this message does not say, an earlier one may have said: it is kept. */
    private Kept update(Holder known, Identification who, String linkedBy) {
        return described(sql.sql("""
                        update identity
                        set birth_date = coalesce(:birth, birth_date),
                            sex = case :sex when '' then sex else :sex end,
                            phone = case :phone when '' then phone else :phone end,
                            multiple_birth = multiple_birth or :multiple,
                            linked_by = case :by when 'local' then linked_by else :by end,
                            seen_at = :now
                        from (select id from person where id = :person and merged_into is null for key share) p
                        where identity.id = :identity and person_id = p.id
                        returning identity.id, new.birth_date is distinct from old.birth_date
                          or new.sex <> old.sex or new.phone <> old.phone
                        """), known.person(), who, linkedBy)
                .param("identity", known.identity())
                .query(Identities::kept)
                .optional()
                .orElseThrow(PersonMovedException::new);
    }

    private Kept insert(PersonId person, Identification who, PatientNumber number, String linkedBy) {
        return described(sql.sql("""
                        insert into identity (person_id, hospital, system, value, birth_date, sex, phone,
                          multiple_birth, linked_by, seen_at)
                        select p.id, :hospital, :system, :value, :birth, :sex, :phone, :multiple, :by, :now
                        from person p where p.id = :person and p.merged_into is null for key share
                        returning id, true
                        """), person, who, linkedBy)
                .param("hospital", who.hospital().value())
                .param("system", number.system())
                .param("value", number.value())
                .query(Identities::kept)
                .optional()
                .orElseThrow(PersonMovedException::new);
    }

    private JdbcClient.StatementSpec described(
            JdbcClient.StatementSpec statement, PersonId person, Identification who, String linkedBy) {
        Traits traits = who.traits();
        return statement
                .param("person", person.value())
                .param("birth", traits.birthDate().orElse(null), Types.DATE)
                .param("sex", traits.sex())
                .param("phone", traits.phone())
                .param("multiple", traits.multipleBirth())
                .param("by", linkedBy)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(row.getLong(1), row.getBoolean(2));
    }

    /** Who has the number now has had it, unless the person that is to have it was merged meanwhile. */
    private void giveUp(PersonId person, HospitalId hospital, PatientNumber number) {
        sql.sql("select id from person where id = :person and merged_into is null for key share")
                .param("person", person.value())
                .query(UUID.class)
                .optional()
                .orElseThrow(PersonMovedException::new);
        sql.sql("""
                        update identity set former = id
                        where hospital = :hospital and system = :system and value = :value and former is null
                        """)
                .param("hospital", hospital.value())
                .param("system", number.system())
                .param("value", number.value())
                .update();
    }

    /** Whether any of the names is new. */
    private boolean keepNames(long identity, Identification who) {
        return 0 < sql.sql("""
                        insert into identity_name (identity, name_key, birth_date, hospital)
                        select :identity, key, :birth, :hospital from unnest(:names::text[]) as key
                        on conflict (identity, name_key) do update set birth_date = excluded.birth_date
                        where identity_name.birth_date is distinct from excluded.birth_date
                        """)
                .param("identity", identity)
                .param("hospital", who.hospital().value())
                .param("birth", who.traits().birthDate().orElse(null), Types.DATE)
                .param("names", who.traits().nameKeys().toArray(String[]::new))
                .update();
    }
}
