package org.cloudfilm.storage.consent.book;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.book.AskedAccess.State;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table access_request. Every method joins the caller's transaction. */
final class AskTable {

    private static final int LISTED = 100;

    /** Requests to persons and to whoever was merged into them, under the name they go by now. */
    private static final String OF_PERSONS = """
            select r.*, f.whose from access_request r
            join (select whose, person from unnest(:persons::uuid[]) whose, persons_behind(whose) person) f
              on f.person = r.person_id
            """;

    private final JdbcClient sql;

    AskTable(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** What is being asked. */
    record Wish(PersonId person, HospitalId hospital, RecordId patient, String clinician, String name, String message) {}

    /** Empty when the hospital waits for an answer of that person already. */
    Optional<AskedAccess> insert(Wish wish, Instant now, Instant expires) {
        return sql.sql("""
                        insert into access_request (person_id, hospital, patient, clinician, clinician_name, message,
                          asked_at, expires_at, state)
                        values (:person, :hospital, :patient, :clinician, :name, :message, :now, :expires, 'asked')
                        on conflict (person_id, hospital) where state = 'asked' do nothing
                        returning *, person_id as whose
                        """)
                .param("person", wish.person.value())
                .param("hospital", wish.hospital.value())
                .param("patient", wish.patient.id())
                .param("clinician", wish.clinician)
                .param("name", wish.name)
                .param("message", wish.message)
                .param("now", at(now))
                .param("expires", at(expires))
                .query((row, n) -> asked(row))
                .optional();
    }

    /** Those whose time is over make room for new ones. */
    void expire(PersonId person, HospitalId hospital, Instant now) {
        sql.sql("""
                        update access_request set state = 'expired', answered_at = expires_at
                        where person_id = :person and hospital = :hospital and state = 'asked' and expires_at <= :now
                        """)
                .param("person", person.value())
                .param("hospital", hospital.value())
                .param("now", at(now))
                .update();
    }

    Optional<AskedAccess> newest(PersonId person, HospitalId hospital) {
        return sql.sql(OF_PERSONS + " where hospital = :hospital order by r.id desc limit 1")
                .param("persons", PersonId.values(List.of(person)))
                .param("hospital", hospital.value())
                .query((row, n) -> asked(row))
                .optional();
    }

    int countSince(PersonId person, HospitalId hospital, Instant from) {
        return sql.sql("""
                        select count(*) from access_request
                        where person_id = :person and hospital = :hospital and asked_at > :from
                        """)
                .param("person", person.value())
                .param("hospital", hospital.value())
                .param("from", at(from))
                .query(Integer.class)
                .single();
    }

    /** Nobody else answers it until the transaction ends. */
    Optional<AskedAccess> lock(long id, Collection<PersonId> persons) {
        return sql.sql(OF_PERSONS + " where r.id = :id for no key update of r")
                .param("persons", PersonId.values(persons))
                .param("id", id)
                .query((row, n) -> asked(row))
                .optional();
    }

    /** Newest first. */
    List<AskedAccess> of(Collection<PersonId> persons) {
        return sql.sql(OF_PERSONS + " order by r.id desc limit :most")
                .param("persons", PersonId.values(persons))
                .param("most", LISTED)
                .query((row, n) -> asked(row))
                .list();
    }

    void answer(long id, State state, String by, Instant now, Optional<UUID> consent) {
        sql.sql("""
                        update access_request
                        set state = :state, answered_at = :now, answered_by = :by, consent = :consent
                        where id = :id
                        """)
                .param("state", state.name().toLowerCase(Locale.ROOT))
                .param("now", at(now))
                .param("by", by)
                .param("consent", consent.orElse(null), Types.OTHER)
                .param("id", id)
                .update();
    }

    private static AskedAccess asked(ResultSet row) throws SQLException {
        return new AskedAccess(
                row.getLong("id"),
                new PersonId(row.getObject("whose", UUID.class)),
                new HospitalId(row.getString("hospital")),
                new RecordId(ResourceType.PATIENT, row.getString("patient")),
                row.getString("clinician"),
                row.getString("clinician_name"),
                row.getString("message"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getObject("consent", UUID.class)));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
