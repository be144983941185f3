package org.cloudfilm.storage.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what a request is about: whose it is, who sent it, when it came. */
final class KeptThings {

    private static final int IDENTIFIER =
            SearchParameters.find(ResourceType.PATIENT, "identifier").orElseThrow().number();

    /** As many hospitals may have given one number. */
    private static final int NAMESAKES = 1000;

    private final JdbcClient sql;

    KeptThings(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    Optional<Kept> study(StudyUid study) {
        return sql.sql("""
                        select s.hospital, p.person_id, s.received_at, s.labels
                        from study s join patient p on p.id = s.patient
                        where s.uid = :uid
                        """)
                .param("uid", study.value())
                .query((row, n) -> kept(Optional.of(study), Optional.empty(), row))
                .optional();
    }

    Optional<Kept> record(RecordId record) {
        return sql.sql("""
                        select r.hospital, p.person_id, r.updated_at, r.labels
                        from record r left join patient_record p on p.subject = r.subject
                        where r.self = :self and r.type = :type and r.id = :id
                        """)
                .param("self", record.key())
                .param("type", record.type().number())
                .param("id", record.id())
                .query((row, n) -> kept(Optional.empty(), Optional.of(record), row))
                .optional();
    }

    /**
     * All Patient records that bear an identifier.
     *
     * @param system null for any
     */
    List<Kept> patientRecords(String system, String value) {
        return sql.sql("""
                        select r.hospital, p.person_id, r.updated_at, r.labels, r.id
                        from record_token t
                        join record r on r.rid = t.rid
                        left join patient_record p on p.subject = r.subject
                        where t.param = :param and t.code = :code and (:any or t.system = :system)
                        limit :most
                        """)
                .param("param", IDENTIFIER)
                .param("code", Key64.of(value))
                .param("any", system == null)
                .param("system", system == null || system.isEmpty() ? 0 : Key64.of(system))
                .param("most", NAMESAKES)
                .query((row, n) -> kept(
                        Optional.empty(), Optional.of(new RecordId(ResourceType.PATIENT, row.getString(5))), row))
                .list();
    }

    /** Somebody who has films under a Patient ID. */
    record FilmPatient(HospitalId hospital, Optional<PersonId> person) {}

    /** All who have films under this Patient ID, in whatever hospital. */
    List<FilmPatient> filmPatients(String patientId) {
        return sql.sql("select hospital, person_id from patient where patient_id = :id limit :most")
                .param("id", patientId)
                .param("most", NAMESAKES)
                .query((row, n) -> new FilmPatient(new HospitalId(row.getString(1)), person(row)))
                .list();
    }

    private static Kept kept(Optional<StudyUid> study, Optional<RecordId> record, ResultSet row) throws SQLException {
        return new Kept(study, record, new HospitalId(row.getString(1)), person(row),
                row.getObject(3, OffsetDateTime.class).toInstant(), row.getInt(4));
    }

    private static Optional<PersonId> person(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject(2, UUID.class)).map(PersonId::new);
    }
}
