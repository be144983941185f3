package org.cloudfilm.storage.consent;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose a record is and who wrote it: all that the rules need to know of it. */
final class RecordOwners {

    private static final int IDENTIFIER =
            SearchParameters.find(ResourceType.PATIENT, "identifier").orElseThrow().number();
    private static final int NAMESAKES = 1000;

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

    record OwnedPatient(RecordId id, Owner owner) {}

    /** All Patient records that bear an identifier. @param system null for any */
    List<OwnedPatient> patients(String system, String value) {
        return sql.sql("""
                        select r.id, r.hospital, p.person_id
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
                .query((row, n) -> new OwnedPatient(
                        new RecordId(ResourceType.PATIENT, row.getString(1)),
                        new Owner(
                                new HospitalId(row.getString(2)),
                                Optional.ofNullable(row.getObject(3, UUID.class)).map(PersonId::new))))
                .list();
    }
}
