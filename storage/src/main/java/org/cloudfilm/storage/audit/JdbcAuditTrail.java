package org.cloudfilm.storage.audit;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * The trail in PostgreSQL. One thread per process takes whatever callers have waiting, chains it to the head and
 * commits it in one statement; processes take turns by comparing the head they extend.
 */
public final class JdbcAuditTrail implements AuditTrail, AutoCloseable {

    private static final int LARGEST_BATCH = 512;
    private static final int WAITING_AT_MOST = 8_192;
    private static final long PATIENCE_SECONDS = 10;
    private static final Waiting LAST = new Waiting(null, null);

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING_AT_MOST);
    private final AuditChain chain;
    private final Thread writer;
    private volatile boolean closed;

    public JdbcAuditTrail(DataSource dataSource) {
        this.chain = new AuditChain(dataSource);
        this.writer = Thread.ofPlatform().name("audit-writer").daemon().start(this::run);
    }

    @Override
    public void append(AuditEntry entry) {
        begin(entry).await();
    }

    @Override
    public Underway begin(AuditEntry entry) {
        Waiting waiting = new Waiting(atStoredPrecision(entry), new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) {
            throw new AuditUnavailableException(closed ? "audit trail is closed" : "audit trail is overloaded", null);
        }
        return () -> await(waiting);
    }

    private static void await(Waiting waiting) {
        try {
            waiting.done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("interrupted while the audit entry was written", e);
        } catch (ExecutionException e) {
            throw new AuditUnavailableException("audit entry could not be written", e.getCause());
        } catch (TimeoutException e) {
            throw new AuditUnavailableException("audit entry was not written in time", e);
        }
    }

    /** Writes what is waiting, then stops. */
    @Override
    public void close() {
        closed = true;
        try {
            queue.put(LAST);
            writer.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                continue; // nobody owns this thread but close(), which does not interrupt
            }
            // where processors are scarce, whoever is about to append comes first and shares the commit
            Thread.yield();
            queue.drainTo(batch, LARGEST_BATCH - 1);
            last = batch.remove(LAST);
            if (!batch.isEmpty()) {
                write(batch);
            }
            batch.clear();
        }
    }

    private void write(List<Waiting> batch) {
        try {
            chain.extend(batch.stream().map(Waiting::entry).toList());
            batch.forEach(waiting -> waiting.done.complete(null));
        } catch (RuntimeException | Error e) {
            if (batch.size() > 1 && isOfData(e)) {
                // an entry that the database cannot take must not cost the others
                batch.forEach(waiting -> write(List.of(waiting)));
                return;
            }
            CompletionException failure = new CompletionException(e);
            batch.forEach(waiting -> waiting.done.completeExceptionally(failure));
        }
    }

    /** SQLSTATE class 22: a value, not the database, is at fault. */
    private static boolean isOfData(Throwable e) {
        return e.getCause() instanceof SQLException sql && sql.getSQLState() != null
                && sql.getSQLState().startsWith("22");
    }

    /** The database keeps microseconds; the hash must cover what is read back. */
    private static AuditEntry atStoredPrecision(AuditEntry entry) {
        Instant at = entry.at().truncatedTo(ChronoUnit.MICROS);
        return new AuditEntry(
                at,
                entry.actor(),
                entry.onBehalf(),
                entry.action(),
                entry.object(),
                entry.purpose(),
                entry.outcome(),
                entry.reason());
    }

    private record Waiting(AuditEntry entry, CompletableFuture<Void> done) {}
}
