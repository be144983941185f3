package org.cloudfilm.storage.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freshness without a question for each decision: this process holds a lease in the database, renews it every half
 * second, and hears of narrowed access by a notification, upon which it gives out another stamp and only then
 * acknowledges. Whoever narrowed access waits for that, or for the lease to run out. While the lease cannot be renewed
 * there is no stamp, and everything is decided anew. Keeps one connection and one thread.
 *
 * <p>The lease that is believed here is shorter than the one in the database and counts from before the question was
 * sent, by a clock that only goes forward. After a lapse there is a new stamp: what was decided before it may have been
 * narrowed by somebody who did not wait. Visits that end are heard of by the same channel; one that was missed is made
 * good by the new stamp that follows every lapse and every new connection.
 */
public final class LeasedFreshness implements Freshness, AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration BELIEVED = Duration.ofMillis(2500);
    private static final int RENEW_MILLIS = 500;
    /** So many at once are a hospital that closes all its visits: then every viewing begins anew. */
    private static final int MOST_ENDED = 50_000;
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(LeasedFreshness.class);

    private final DataSource dataSource;
    private final UUID node = UUID.randomUUID();
    private final Thread keeper;
    /** Remembered for longer than a viewing lasts. */
    private final Cache<String, Boolean> ended =
            Caffeine.newBuilder().expireAfterWrite(Viewings.LONGEST.plusMinutes(1)).build();
    private volatile Belief belief = new Belief(1, System.nanoTime());
    private volatile boolean closed;
    /** last acknowledged; 0 for none */
    private long number;

    /** @param until of System.nanoTime */
    private record Belief(long stamp, long until) {

        boolean over() {
            return System.nanoTime() - until >= 0;
        }
    }

    private LeasedFreshness(DataSource dataSource) {
        this.dataSource = dataSource;
        this.keeper = Thread.ofPlatform().daemon().name("access-freshness").unstarted(this::keep);
    }

    public static LeasedFreshness start(DataSource dataSource) {
        LeasedFreshness freshness = new LeasedFreshness(dataSource);
        freshness.keeper.start();
        return freshness;
    }

    @Override
    public long stamp() {
        Belief now = belief;
        return now.over() ? NONE : now.stamp;
    }

    @Override
    public boolean ended(String visit) {
        return ended.getIfPresent(visit) != null;
    }

    private void keep() {
        boolean well = true;
        while (!closed) {
            try (Connection connection = dataSource.getConnection()) {
                well = hold(connection, well);
            } catch (SQLException | RuntimeException e) {
                if (well && !closed) {
                    log.warn("access decisions are not kept for the moment: {}", e.getClass().getSimpleName());
                }
                well = false;
                pause();
            }
        }
    }

    private boolean hold(Connection connection, boolean well) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + AccessChanges.CHANNEL);
            register(connection);
            if (!well) {
                log.info("access decisions are kept again");
            }
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (!closed) {
                renew(connection);
                listen(postgres);
            }
            leave(connection);
            // others get the connection from the pool
            statement.execute("unlisten *");
        }
        return true;
    }

    /** Until access was narrowed, or the lease is to be renewed. */
    private void listen(PGConnection postgres) throws SQLException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RENEW_MILLIS);
        boolean narrowed = false;
        for (int left = RENEW_MILLIS; left > 0 && !narrowed; ) {
            narrowed = hear(postgres.getNotifications()) || hear(postgres.getNotifications(left));
            left = (int) TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
    }

    /** @return whether access was narrowed */
    private boolean hear(PGNotification[] heard) {
        boolean narrowed = false;
        for (PGNotification each : heard == null ? new PGNotification[0] : heard) {
            if (each.getParameter().isEmpty()) {
                narrowed = true;
            } else {
                ended.put(each.getParameter(), true);
            }
        }
        if (ended.estimatedSize() > MOST_ENDED) {
            ended.invalidateAll();
            belief = new Belief(belief.stamp + 1, belief.until);
        }
        return narrowed;
    }

    /** As one that has acknowledged nothing and believes nothing. */
    private void register(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into access_node (node, acknowledged, lease_until) values (?, 0, '-infinity')
                on conflict (node) do nothing
                """)) {
            insert.setObject(1, node);
            insert.executeUpdate();
        }
        number = 0;
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from access_node where lease_until < now() - interval '1 minute'"
                    + " and lease_until > '-infinity'");
        }
    }

    private void renew(Connection connection) throws SQLException {
        long sent = System.nanoTime();
        long found;
        try (PreparedStatement update = connection.prepareStatement("""
                update access_node set lease_until = clock_timestamp() + interval '3 seconds' where node = ?
                returning (select number from access_generation)
                """)) {
            update.setObject(1, node);
            ResultSet row = update.executeQuery();
            if (!row.next()) {
                throw new SQLException("the lease of this process is gone");
            }
            found = row.getLong(1);
        }
        boolean lapsed = belief.over();
        boolean narrowed = found != number;
        belief = new Belief(lapsed || narrowed ? belief.stamp + 1 : belief.stamp, sent + BELIEVED.toNanos());
        if (narrowed) {
            acknowledge(connection, found);
            number = found;
        }
    }

    /** Only now that nobody here trusts an older decision. */
    private void acknowledge(Connection connection, long found) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update access_node set acknowledged = ? where node = ?")) {
            update.setLong(1, found);
            update.setObject(2, node);
            update.executeUpdate();
        }
    }

    private void leave(Connection connection) throws SQLException {
        belief = new Belief(belief.stamp, System.nanoTime());
        try (PreparedStatement delete = connection.prepareStatement("delete from access_node where node = ?")) {
            delete.setObject(1, node);
            delete.executeUpdate();
        }
    }

    private void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            keeper.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        belief = new Belief(belief.stamp, System.nanoTime());
    }
}
