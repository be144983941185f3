package org.cloudfilm.storage.consent;

import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose a record is and who wrote it: all that the rules need to know of it. */
final class RecordOwners {

    private final JdbcClient sql;

    RecordOwners(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param person empty when the record speaks of no single patient, or of one not linked to a person */
    record Owner(HospitalId hospital, Optional<PersonId> person) {}

    Optional<Owner> find(RecordId record) {
        return sql.sql("""
                        select r.hospital, p.person_id
                        from record r left join patient_record p on p.subject = r.subject
                        where r.self = :self and r.type = :type and r.id = :id
                        """)
                .param("self", record.key())
                .param("type", record.type().number())
                .param("id", record.id())
                .query((row, n) -> new Owner(
                        new HospitalId(row.getString(1)),
                        Optional.ofNullable(row.getObject(2, UUID.class)).map(PersonId::new)))
                .optional();
    }
}
