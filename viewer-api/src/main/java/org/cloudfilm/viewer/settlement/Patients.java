package org.cloudfilm.viewer.settlement;

import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.FindSurvivor;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who the patient of a visit is. Everything joins the caller's transaction. */
final class Patients {

    private final JdbcClient sql;
    private final FindSurvivor survivors;

    Patients(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.survivors = new FindSurvivor(dataSource);
    }

    Optional<PersonId> person(Charge.Visit visit) {
        return sql.sql("select person_id from patient_record where subject = :subject and person_id is not null")
                .param("subject", visit.subject())
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** Whether a hospital means this patient: by the record itself, or by another of the same person. */
    boolean isOf(Charge.Visit visit, String patient) {
        return visit.patient().equals(patient)
                || survivors.onePerson(
                        new RecordId(ResourceType.PATIENT, visit.patient()), new RecordId(ResourceType.PATIENT, patient));
    }

    /** As which Patient the person is known at the hospital now: it may have given up the number of the visit. */
    RecordId record(Charge.Visit visit) {
        return survivors.standing(visit.hospital(), new RecordId(ResourceType.PATIENT, visit.patient()));
    }

    /** Resident ID, by which the insurer knows people; empty when nobody has told it. */
    String insured(Charge.Visit visit) {
        return sql.sql("""
                        select i.value from patient_record p join person_identifier i on i.person_id = p.person_id
                        where p.subject = :subject and i.system = :system order by i.value limit 1
                        """)
                .param("subject", visit.subject())
                .param("system", LinkPerson.RESIDENT_ID_OID)
                .query(String.class)
                .optional()
                .orElse("");
    }
}
