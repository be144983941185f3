package org.cloudfilm.storage.consent;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * To be told by whoever makes somebody's access less: a consent withdrawn or denied, a link revoked, a glass mended,
 * persons merged or parted, a label put on. What makes it more needs nothing, for refusals are not kept.
 *
 * <pre>
 * narrowingTransactions.execute { withdraw; changes.narrowed(); }
 * answer
 * </pre>
 *
 * {@link NarrowingTransactions} return when no process lets anything through by a decision made before. What nobody waits
 * for an answer to, as the label of a film that arrives, may narrow in any transaction. Thread safe.
 *
 * <p>What ends with a visit is not narrowed so: of the thousands that end in a province every day each concerns the few
 * viewings that began under it. Its transaction notifies the processes of the visit, and they drop those.
 */
public final class AccessChanges {

    /** Heard with an empty payload when access was narrowed, with the id of a visit when that has ended. */
    public static final String CHANNEL = "cloudfilm_access";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int POLL_MILLIS = 4;

    private final JdbcClient sql;

    public AccessChanges(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * Makes the caller's transaction one that narrows access, or, without one, takes effect at once. The number is raised
     * as the last thing before the commit, so that two such transactions wait for each other no longer than that takes,
     * and never in a circle.
     */
    public void narrowed() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            raise();
            return;
        }
        if (!narrowing()) {
            TransactionSynchronizationManager.registerSynchronization(new Narrowing());
        }
    }

    /** Whether the thread's transaction is one that narrows access. */
    static boolean narrowing() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getSynchronizations().stream().anyMatch(Narrowing.class::isInstance);
    }

    private final class Narrowing implements TransactionSynchronization {

        @Override
        public void beforeCommit(boolean readOnly) {
            raise();
        }
    }

    private void raise() {
        sql.sql("update access_generation set number = number + 1").update();
        // heard when the transaction commits
        sql.sql("select pg_notify(:channel, '')").param("channel", CHANNEL).query((row, n) -> n).list();
    }

    /**
     * Returns when every process has been heard that it trusts no decision made before all narrowing so far, or may trust
     * none because its lease ran out. To be called after the commit. Takes a few milliseconds; after a process died, up to
     * its lease.
     *
     * @throws IllegalStateException when a process renews its lease but never acknowledges; the change holds in the
     *     database
     */
    void awaitAll() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("to be awaited after the commit, not before it");
        }
        long number = sql.sql("select number from access_generation").query(Long.class).single();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lagging(number)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("a process does not acknowledge that access was narrowed");
            }
            pause();
        }
    }

    private boolean lagging(long number) {
        return sql.sql("""
                        select exists (
                          select from access_node where acknowledged < :number and lease_until > clock_timestamp())
                        """)
                .param("number", number)
                .query(Boolean.class)
                .single();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before all processes acknowledged", e);
        }
    }
}
