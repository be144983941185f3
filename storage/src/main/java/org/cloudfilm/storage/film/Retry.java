package org.cloudfilm.storage.film;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that is tried until it succeeds, with growing pauses of up to a minute. */
final class Retry {

    private static final Logger log = LoggerFactory.getLogger(Retry.class);
    private static final long FIRST_MILLIS = 500;
    private static final long LAST_MILLIS = 60_000;

    interface Work {
        void run() throws IOException;
    }

    private final ScheduledExecutorService worker;

    Retry(ScheduledExecutorService worker) {
        this.worker = worker;
    }

    /** @param what for the log, without patient data */
    void soon(String what, Work work) {
        schedule(what, work, 0, FIRST_MILLIS);
    }

    private void schedule(String what, Work work, long delay, long next) {
        try {
            worker.schedule(() -> run(what, work, next), delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.info("{} is left to the next start", what);
        }
    }

    private void run(String what, Work work, long next) {
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            log.warn("{} failed, next try in {} ms", what, next, e);
            schedule(what, work, next, Math.min(LAST_MILLIS, 2 * next));
        }
    }
}
