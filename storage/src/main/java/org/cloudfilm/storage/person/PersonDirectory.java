package org.cloudfilm.storage.person;

import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks persons up by what an identity provider has verified. */
public final class PersonDirectory {

    private final JdbcClient sql;

    public PersonDirectory(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** Empty when no hospital has sent anything about that person yet. */
    public Optional<PersonId> find(ResidentId residentId) {
        return sql.sql("select person_id from person_identifier where system = :system and value = :value")
                .param("system", LinkPerson.RESIDENT_ID_OID)
                .param("value", residentId.value())
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }
}
