package org.cloudfilm.storage.outbox;

import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox table. Events join the transaction that the thread has open on the same data source. */
public final class JdbcOutbox implements Outbox {

    private final JdbcClient sql;

    public JdbcOutbox(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
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
    }

    private static String[] column(List<OutboxEvent> events, Function<OutboxEvent, String> value) {
        return events.stream().map(value).toArray(String[]::new);
    }
}
