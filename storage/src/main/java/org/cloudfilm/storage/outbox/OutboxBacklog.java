package org.cloudfilm.storage.outbox;

import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits in the outbox, and what was set aside, for people who look after it. */
public final class OutboxBacklog {

    private final JdbcClient sql;

    public OutboxBacklog(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param failing of the waiting ones, those whose last try failed */
    public record Line(String kind, long waiting, long failing, long setAside, OffsetDateTime oldest) {}

    public record Trouble(long seq, String kind, OffsetDateTime createdAt, int tries, String trouble) {}

    public List<Line> lines() {
        return sql.sql("""
                        select kind, count(*) filter (where not set_aside),
                          count(*) filter (where not set_aside and trouble is not null),
                          count(*) filter (where set_aside), min(created_at)
                        from outbox group by kind order by kind
                        """)
                .query((row, n) -> new Line(
                        row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4),
                        row.getObject(5, OffsetDateTime.class)))
                .list();
    }

    public List<Trouble> setAside(int limit) {
        return sql.sql("""
                        select seq, kind, created_at, tries, trouble from outbox where set_aside order by seq limit :limit
                        """)
                .param("limit", limit)
                .query((row, n) -> new Trouble(
                        row.getLong(1), row.getString(2), row.getObject(3, OffsetDateTime.class), row.getInt(4),
                        row.getString(5)))
                .list();
    }

    /** Sets all waiting events of a key aside, such as those for a receiver that was given up. */
    public void setAside(String kind, String key, String trouble) {
        sql.sql("""
                        update outbox set set_aside = true, trouble = :trouble
                        where kind = :kind and key = :key and not set_aside
                        """)
                .param("trouble", trouble)
                .param("kind", kind)
                .param("key", key)
                .update();
    }

    /** Gives all set-aside events of a key another chance, in their order. */
    public void retry(String kind, String key) {
        sql.sql("""
                        update outbox set set_aside = false, tries = 0, due_at = now()
                        where kind = :kind and key = :key and set_aside
                        """)
                .param("kind", kind)
                .param("key", key)
                .update();
    }

    /** Gives a set-aside event another chance. */
    public boolean retry(long seq) {
        return 1 == sql.sql("""
                        update outbox set set_aside = false, tries = 0, due_at = now() where seq = :seq and set_aside
                        """)
                .param("seq", seq)
                .update();
    }
}
