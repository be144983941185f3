package org.cloudfilm.viewer.settlement;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which settlements are of certain persons, under whichever of their patient numbers. */
final class Bills {

    private static final int MOST = 200;

    private final JdbcClient sql;

    Bills(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** The newest first. @param person whose it is */
    record Found(UUID settlement, PersonId person) {}

    /** Those of which the patient has something to see: who pays what is known, and it has not come to nothing. */
    List<Found> of(Collection<PersonId> persons) {
        return sql.sql("""
                        select s.id, p.person_id from settlement s join patient_record p on p.subject = s.subject
                        where p.person_id = any(:persons::uuid[]) and s.self_pay_fen is not null
                          and s.state not in ('failed', 'cancelling', 'cancelled')
                        order by coalesce(s.paid_at, s.opened_at) desc, s.id limit :most
                        """)
                .param("persons", PersonId.values(persons))
                .param("most", MOST)
                .query((row, n) -> found(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    Optional<Found> find(UUID settlement, Collection<PersonId> persons) {
        return sql.sql("""
                        select s.id, p.person_id from settlement s join patient_record p on p.subject = s.subject
                        where s.id = :id and p.person_id = any(:persons::uuid[])
                        """)
                .param("id", settlement)
                .param("persons", PersonId.values(persons))
                .query((row, n) -> found(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .optional();
    }

    private static Found found(UUID settlement, UUID person) {
        return new Found(settlement, new PersonId(person));
    }
}
