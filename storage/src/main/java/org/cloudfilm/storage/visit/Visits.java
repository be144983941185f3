package org.cloudfilm.storage.visit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks visits up. It asks nobody's leave: who shows what it finds has asked {@link org.cloudfilm.storage.consent.Access}
 * about the patient. Thread safe; joins the thread's transaction.
 */
public final class Visits {

    private static final String SELECT = """
            select v.id, v.hospital, p.id as patient, v.class, v.open, v.started_at, v.ended_at
            from visit v join record p on p.self = v.subject
            """;
    private static final String NEWEST_FIRST = " order by v.started_at desc nulls last, v.id";

    private final JdbcClient sql;

    public Visits(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** Empty when there is no such Encounter, or it names no one patient. */
    public Optional<Visit> find(RecordId encounter) {
        return sql.sql(SELECT + " where v.self = :self")
                .param("self", encounter.key())
                .query((row, n) -> visit(row))
                .optional();
    }

    /** The newest open visit of a person at a hospital, under whichever of its patient numbers. */
    public Optional<Visit> open(HospitalId hospital, PersonId person) {
        return sql.sql(SELECT + """
                        where v.hospital = :hospital and v.open
                          and v.subject in (select subject from patient_record where person_id = :person)
                        """ + NEWEST_FIRST + " limit 1")
                .param("hospital", hospital.value())
                .param("person", person.value())
                .query((row, n) -> visit(row))
                .optional();
    }

    /** The newest open visit at a hospital of the person whose Patient record this is. */
    public Optional<Visit> open(HospitalId hospital, RecordId patient) {
        return Optional.ofNullable(open(hospital, List.of(patient)).get(patient));
    }

    /** As {@link #open(HospitalId, RecordId)}, for a list; patients without an open visit are left out. */
    public Map<RecordId, Visit> open(HospitalId hospital, Collection<RecordId> patients) {
        Map<Long, RecordId> keys = new HashMap<>();
        patients.forEach(patient -> keys.put(patient.key(), patient));
        Map<RecordId, Visit> visits = new HashMap<>();
        sql.sql("""
                        select v.id, v.hospital, p.id as patient, v.class, v.open, v.started_at, v.ended_at, o.asked
                        from (
                          select a.subject as asked, a.subject from unnest(:subjects::int8[]) as a (subject)
                          union
                          select a.subject, other.subject from unnest(:subjects::int8[]) as a (subject)
                            join patient_record own on own.subject = a.subject
                            join patient_record other on other.person_id = own.person_id) o
                        join visit v on v.subject = o.subject and v.hospital = :hospital and v.open
                        join record p on p.self = v.subject
                        """ + NEWEST_FIRST)
                .param("subjects", keys.keySet().toArray(Long[]::new))
                .param("hospital", hospital.value())
                .query(row -> {
                    visits.putIfAbsent(keys.get(row.getLong("asked")), visit(row));
                });
        return visits;
    }

    private static Visit visit(ResultSet row) throws SQLException {
        return new Visit(
                new RecordId(ResourceType.ENCOUNTER, row.getString("id")),
                new HospitalId(row.getString("hospital")),
                new RecordId(ResourceType.PATIENT, row.getString("patient")),
                row.getString("class"),
                row.getBoolean("open"),
                moment(row, "started_at"),
                moment(row, "ended_at"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
