package org.cloudfilm.standalone.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every moment whether the server runs, and has it started again when it does not, however often it takes. */
final class KeepRunning implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeepRunning.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(10);

    interface Running {
        boolean now() throws IOException;
    }

    interface Start {
        void again() throws IOException;
    }

    private final Running running;
    private final Start start;
    private final Thread thread = Thread.ofVirtual().name("postgres-watch").unstarted(this::watch);
    private volatile boolean closed;

    KeepRunning(Running running, Start start) {
        this.running = running;
        this.start = start;
    }

    void start() {
        thread.start();
    }

    private void watch() {
        Duration pause = LOOK;
        while (!closed) {
            try {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                pause = look() ? LOOK : longer(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** False when it does not run and could not be started. */
    private boolean look() {
        try {
            if (!running.now()) {
                log.error("PostgreSQL ended without being told to and is started again");
                start.again();
                log.warn("PostgreSQL runs again; what it had committed is there");
            }
            return true;
        } catch (IOException | PostgresException e) {
            if (!closed) {
                log.error("PostgreSQL cannot be started again now", e);
            }
            return false;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** Returns once nothing is being started any more. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
