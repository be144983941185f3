package org.cloudfilm.storage.consent.book;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which patients are a hospital's own, and which person each is. */
public final class HospitalPatients {

    private final JdbcClient sql;

    public HospitalPatients(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param person empty while the patient is linked to nobody */
    record Known(Optional<PersonId> person) {}

    /** Empty when the hospital has no such patient. */
    Optional<Known> find(HospitalId hospital, RecordId patient) {
        return sql.sql("""
                        select p.person_id from patient_record p join record r on r.rid = p.rid
                        where p.subject = :subject and p.hospital = :hospital and not r.deleted
                        """)
                .param("subject", patient.key())
                .param("hospital", hospital.value())
                .query((row, n) -> new Known(Optional.ofNullable(row.getObject(1, UUID.class)).map(PersonId::new)))
                .optional();
    }

    /** Those of the Patients that are the hospital's own. For Patients that a permit covers: it asks for none itself. */
    public Set<RecordId> own(HospitalId hospital, Collection<RecordId> patients) {
        return new HashSet<>(sql.sql("""
                        select r.id from patient_record p join record r on r.rid = p.rid
                        where p.subject = any(:subjects::int8[]) and p.hospital = :hospital and not r.deleted
                        """)
                .param("hospital", hospital.value())
                .param("subjects", patients.stream().map(RecordId::key).toArray(Long[]::new))
                .query((row, n) -> new RecordId(ResourceType.PATIENT, row.getString(1)))
                .list());
    }
}
