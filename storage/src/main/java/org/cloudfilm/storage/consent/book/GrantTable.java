package org.cloudfilm.storage.consent.book;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table consent_grant, from which access is decided. Every method joins the caller's transaction. */
final class GrantTable {

    private static final int LISTED = 200;

    /** Of persons and of whoever was merged into them, under the name they go by now. */
    private static final String OF_PERSONS = """
            select g.*, f.whose from consent_grant g
            join (select whose, person from unnest(:persons::uuid[]) whose, persons_behind(whose) person) f
              on f.person = g.person_id
            """;

    private final JdbcClient sql;

    GrantTable(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    GivenConsent insert(GivenConsent consent) {
        return sql.sql("""
                        insert into consent_grant
                          (person_id, hospital, purpose, deny, labels, starts, ends, consent_record)
                        values (:person, :hospital, :purpose, :deny, :labels, :starts, :ends, :record)
                        returning *, person_id as whose
                        """)
                .param("person", consent.person().value())
                .param("hospital", consent.hospital().map(HospitalId::value).orElse(null), Types.VARCHAR)
                .param("purpose", consent.purpose().name())
                .param("deny", consent.deny())
                .param("labels", SensitiveLabel.bits(consent.sensitive()))
                .param("starts", AskTable.at(consent.starts()))
                .param("ends", AskTable.at(consent.ends()))
                .param("record", consent.record().orElse(null), Types.VARCHAR)
                .query((row, n) -> given(row))
                .single();
    }

    /** Newest first. */
    List<GivenConsent> of(Collection<PersonId> persons) {
        return sql.sql(OF_PERSONS + " order by g.starts desc, g.id limit :most")
                .param("persons", PersonId.values(persons))
                .param("most", LISTED)
                .query((row, n) -> given(row))
                .list();
    }

    /** What holds between a person and a hospital, denials of all hospitals included. */
    List<GivenConsent> standing(PersonId person, HospitalId hospital, Instant now) {
        return standing(person, hospital, now, "");
    }

    /** The same; nobody else changes it until the transaction ends. */
    List<GivenConsent> lockStanding(PersonId person, HospitalId hospital, Instant now) {
        return standing(person, hospital, now, " for no key update of g");
    }

    private List<GivenConsent> standing(PersonId person, HospitalId hospital, Instant now, String lock) {
        return sql.sql(OF_PERSONS + """
                        where (g.hospital = :hospital or g.hospital is null)
                          and g.withdrawn_at is null and g.starts <= :now and g.ends > :now
                        order by g.starts, g.id
                        """ + lock)
                .param("persons", PersonId.values(List.of(person)))
                .param("hospital", hospital.value())
                .param("now", AskTable.at(now))
                .query((row, n) -> given(row))
                .list();
    }

    /** Empty when it has ended or is nobody's of these. */
    Optional<GivenConsent> lockStanding(UUID id, Collection<PersonId> persons, Instant now) {
        return sql.sql(OF_PERSONS + """
                        where g.id = :id and g.withdrawn_at is null and g.ends > :now
                        for no key update of g
                        """)
                .param("persons", PersonId.values(persons))
                .param("id", id)
                .param("now", AskTable.at(now))
                .query((row, n) -> given(row))
                .optional();
    }

    void withdraw(UUID id, Instant now) {
        sql.sql("update consent_grant set withdrawn_at = :now where id = :id and withdrawn_at is null")
                .param("now", AskTable.at(now))
                .param("id", id)
                .update();
    }

    /** The rows that follow a record of a hospital; how many ended. */
    int withdrawAllOf(String record, Instant now) {
        return sql.sql("""
                        update consent_grant set withdrawn_at = :now
                        where consent_record = :record and withdrawn_at is null
                        """)
                .param("now", AskTable.at(now))
                .param("record", record)
                .update();
    }

    private static GivenConsent given(ResultSet row) throws SQLException {
        return new GivenConsent(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("whose", UUID.class)),
                Optional.ofNullable(row.getString("hospital")).map(HospitalId::new),
                Purpose.valueOf(row.getString("purpose")),
                row.getBoolean("deny"),
                SensitiveLabel.of(row.getInt("labels")),
                row.getObject("starts", OffsetDateTime.class).toInstant(),
                row.getObject("ends", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("withdrawn_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("consent_record")));
    }
}
