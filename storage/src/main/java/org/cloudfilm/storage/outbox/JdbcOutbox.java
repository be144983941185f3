package org.cloudfilm.storage.outbox;

import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox table. Events join the transaction that the thread has open on the same data source. */
public final class JdbcOutbox implements Outbox {

    private final JdbcClient sql;
    private final OutboxBell bell;

    public JdbcOutbox(DataSource dataSource) {
        this(dataSource, new OutboxBell());
    }

    /** @param bell rung when the events are there for others to see */
    public JdbcOutbox(DataSource dataSource, OutboxBell bell) {
        this.sql = JdbcClient.create(dataSource);
        this.bell = bell;
    }

    @Override
    public void add(List<OutboxEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        sql.sql("""
                        insert into outbox (kind, key, payload)
                        select * from unnest(:kinds::text[], :keys::text[], :payloads::text[])
                        """)
                .param("kinds", column(events, OutboxEvent::kind))
                .param("keys", column(events, OutboxEvent::key))
                .param("payloads", column(events, OutboxEvent::payload))
                .update();
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            bell.ring();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell.ring();
            }
        });
    }

    private static String[] column(List<OutboxEvent> events, Function<OutboxEvent, String> value) {
        return events.stream().map(value).toArray(String[]::new);
    }
}
