package org.cloudfilm.storage.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads identities and numbers as a reviewer compares them. */
final class Faces {

    /** A reviewer compares a handful; hundreds are an error of data. */
    private static final int OF_ONE_READING = 1000;

    private final JdbcClient sql;

    Faces(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    List<Face> ofPersons(Collection<PersonId> persons) {
        return read("i.person_id = any(:keys::uuid[])", PersonId.values(persons));
    }

    List<Face> ofIdentities(Collection<Long> identities) {
        return read("i.id = any(:keys::bigint[])", identities.toArray(Long[]::new));
    }

    private List<Face> read(String which, Object[] keys) {
        return sql.sql("""
                        select i.*, array(select name_key from identity_name where identity = i.id order by 1) as names
                        from identity i where %s order by i.id limit :limit
                        """.formatted(which))
                .param("keys", keys)
                .param("limit", OF_ONE_READING)
                .query((row, n) -> face(row))
                .list();
    }

    /** The numbers of the state that a person has. */
    List<PatientNumber> numbersOf(PersonId person) {
        return sql.sql("select system, value from person_identifier where person_id = :person order by system, value limit 20")
                .param("person", person.value())
                .query((row, n) -> new PatientNumber(row.getString(1), row.getString(2)))
                .list();
    }

    private static Face face(ResultSet row) throws SQLException {
        return new Face(
                row.getLong("id"),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("hospital"),
                new PatientNumber(row.getString("system"), row.getString("value")),
                List.of((String[]) row.getArray("names").getArray()),
                Optional.ofNullable(row.getObject("birth_date", LocalDate.class)),
                row.getString("sex"),
                row.getString("phone"),
                row.getBoolean("multiple_birth"),
                row.getString("linked_by"),
                row.getObject("seen_at", OffsetDateTime.class));
    }
}
