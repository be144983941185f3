package org.cloudfilm.storage.film;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.person.LinkPerson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: one thread takes all instances that wait and writes them in one transaction. The database need not
 * have flushed it when uploads are acknowledged, because the segment has been: recovery and sealing bring back rows
 * that a crash of the database lost.
 */
final class CatalogueWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CatalogueWriter.class);
    private static final int MAX_BATCH = 200;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int MAX_TRIES = 4;
    private static final String PARENT_GONE = "23503";

    private record Waiting(NewInstance instance, CompletableFuture<CatalogueAnswer> answer) {}

    private static final Waiting STOP = new Waiting(null, null);

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(4 * MAX_BATCH);
    private final DataSource dataSource;
    private final Hierarchy hierarchy;
    private final StudyRecords records;
    private final Consumer<StudyUid> changed;
    private final Runnable reconnected;
    private final Thread thread;
    private volatile boolean closed;
    private Connection connection;
    private boolean broken;

    /** @param reconnected told once the database can be used again, which may have lost its last commits */
    CatalogueWriter(
            DataSource dataSource, Hospitals hospitals, StudyRecords records, String node, Consumer<StudyUid> changed,
            Runnable reconnected) {
        this.dataSource = dataSource;
        this.hierarchy = new Hierarchy(hospitals, new LinkPerson(dataSource, InstantSource.system()), node);
        this.records = records;
        this.changed = changed;
        this.reconnected = reconnected;
        this.thread = Thread.ofPlatform().name("film-catalogue").daemon().start(this::run);
    }

    /** As {@link #submit} for many; answers in their order. */
    List<CatalogueAnswer> addAll(List<NewInstance> instances) {
        return instances.stream().map(this::submit).toList().stream().map(CompletableFuture::join).toList();
    }

    /** The answer comes once the catalogue holds the instance or has said why not. Blocks while too many wait. */
    CompletableFuture<CatalogueAnswer> submit(NewInstance instance) {
        Waiting waiting = new Waiting(instance, new CompletableFuture<>());
        try {
            if (closed) {
                waiting.answer.complete(closed());
            } else {
                queue.put(waiting);
                if (closed) {
                    refuseLate();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            waiting.answer.complete(new CatalogueAnswer.Failed(e, false));
        }
        return waiting.answer;
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(MAX_BATCH);
        boolean stop = false;
        while (!stop) {
            try {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH - 1);
                stop = batch.removeIf(waiting -> waiting == STOP);
                if (!batch.isEmpty()) {
                    writeOrFail(batch);
                }
            } catch (InterruptedException e) {
                log.warn("an interrupt of the catalogue thread is ignored: it ends by close()");
            }
        }
        disconnect();
    }

    /** Whatever happens, those who wait get an answer and the thread lives on. */
    private void writeOrFail(List<Waiting> batch) {
        try {
            write(batch);
        } catch (Error e) {
            hierarchy.forgetAll();
            disconnect();
            fail(batch, e, true);
        }
    }

    private void write(List<Waiting> batch) {
        boolean sent;
        try {
            answer(batch, add(batch));
            return;
        } catch (SQLException | RuntimeException e) {
            sent = connection != null;
            log.info("a catalogue commit of {} instances failed and is tried again", batch.size(), withoutData(e));
            hierarchy.forgetAll();
            disconnectIfBroken();
        }
        // a fresh connection or fresh look-ups may do; and one instance that the database cannot take must not cost
        // the others, so they go one by one until the database itself turns out to be gone
        for (int i = 0; i < batch.size(); i++) {
            List<Waiting> one = batch.subList(i, i + 1);
            try {
                answer(one, addPatiently(one));
            } catch (SQLException | RuntimeException e) {
                hierarchy.forgetAll();
                if (usable()) {
                    fail(one, e, false);
                } else {
                    sent |= connection != null;
                    broken = true;
                    disconnect();
                    fail(batch.subList(i, batch.size()), e, sent);
                    return;
                }
            }
        }
    }

    /** What was refused or undone takes its empty study and series along, perhaps just as they are looked up. */
    private List<CatalogueAnswer> addPatiently(List<Waiting> one) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return add(one);
            } catch (SQLException e) {
                if (tries == MAX_TRIES || !PARENT_GONE.equals(e.getSQLState())) {
                    throw e;
                }
                hierarchy.forgetAll();
            }
        }
    }

    private List<CatalogueAnswer> add(List<Waiting> batch) throws SQLException {
        return new Catalogue(connected(), hierarchy, records).add(batch.stream().map(Waiting::instance).toList());
    }

    private void answer(List<Waiting> batch, List<CatalogueAnswer> answers) {
        StudyUid last = null;
        for (Waiting waiting : batch) {
            StudyUid study = waiting.instance().pack().study();
            if (!study.equals(last)) {
                changed.accept(study);
                last = study;
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            batch.get(i).answer.complete(answers.get(i));
        }
    }

    private void fail(List<Waiting> batch, Throwable failure, boolean inDoubt) {
        IOException cause = withoutData(failure);
        log.warn("{} instances could not be written to the catalogue", batch.size(), cause);
        batch.forEach(waiting -> waiting.answer.complete(new CatalogueAnswer.Failed(cause, inDoubt)));
    }

    /** What the database says of a failed row quotes the row: that must reach no log. */
    private static IOException withoutData(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof SQLException)) {
            root = root.getCause();
        }
        String state = root instanceof SQLException sql ? ", SQLSTATE " + sql.getSQLState() : "";
        IOException safe = new IOException(root.getClass().getName() + state);
        safe.setStackTrace(root.getStackTrace());
        return safe;
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            Connection fresh = dataSource.getConnection();
            try (Statement set = fresh.createStatement()) {
                fresh.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
                set.execute("set synchronous_commit = off");
                connection = fresh;
                if (broken) {
                    broken = false;
                    reconnected.run();
                }
            } finally {
                if (connection == null) {
                    fresh.close();
                }
            }
        }
        return connection;
    }

    private boolean usable() {
        try {
            return connection != null && connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private void disconnectIfBroken() {
        if (!usable()) {
            broken = true;
            disconnect();
        }
    }

    private void disconnect() {
        if (connection != null) {
            try {
                if (!connection.isClosed() && usable()) {
                    Sql.update(connection, "reset synchronous_commit");
                }
                connection.close();
            } catch (SQLException e) {
                log.debug("closing a connection", e);
            }
            connection = null;
        }
    }

    /** Writes what waits, then stops. */
    @Override
    public void close() {
        closed = true;
        try {
            queue.put(STOP);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refuseLate();
    }

    /** Those who came while this was closed would wait for a thread that has ended. */
    private void refuseLate() {
        if (thread.isAlive()) {
            return;
        }
        List<Waiting> late = new ArrayList<>();
        queue.drainTo(late);
        late.removeIf(waiting -> waiting == STOP);
        late.forEach(waiting -> waiting.answer.complete(closed()));
    }

    private static CatalogueAnswer closed() {
        return new CatalogueAnswer.Failed(new IllegalStateException("the archive is closed"), false);
    }
}
