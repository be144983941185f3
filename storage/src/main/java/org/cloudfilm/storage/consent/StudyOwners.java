package org.cloudfilm.storage.consent;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose films a study holds and who sent it: all that the rules need to know of it. */
final class StudyOwners {

    /** As many hospitals may have given one number. */
    private static final int NAMESAKES = 1000;

    private final JdbcClient sql;

    StudyOwners(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param person empty while the patient is not linked to a person */
    record Owner(HospitalId hospital, Optional<PersonId> person) {}

    Optional<Owner> find(StudyUid study) {
        return sql.sql("""
                        select s.hospital, p.person_id
                        from study s join patient p on p.id = s.patient
                        where s.uid = :uid
                        """)
                .param("uid", study.value())
                .query((row, n) -> new Owner(
                        new HospitalId(row.getString(1)),
                        Optional.ofNullable(row.getObject(2, UUID.class)).map(PersonId::new)))
                .optional();
    }

    /** All who have films under this Patient ID, in whatever hospital. */
    List<Owner> patients(String patientId) {
        return sql.sql("select hospital, person_id from patient where patient_id = :id limit :most")
                .param("id", patientId)
                .param("most", NAMESAKES)
                .query((row, n) -> new Owner(
                        new HospitalId(row.getString(1)),
                        Optional.ofNullable(row.getObject(2, UUID.class)).map(PersonId::new)))
                .list();
    }
}
