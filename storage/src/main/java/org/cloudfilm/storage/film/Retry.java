package org.cloudfilm.storage.film;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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

    private final Set<Work> failing = ConcurrentHashMap.newKeySet();
    private final Executor worker;
    private final ScheduledExecutorService timer;

    /** @param timer only tells the time: what it wakes is run by the worker */
    Retry(Executor worker, ScheduledExecutorService timer) {
        this.worker = worker;
        this.timer = timer;
    }

    /** How much of the work failed when it was last tried. */
    int failing() {
        return failing.size();
    }

    /** @param what for the log, without patient data */
    void soon(String what, Work work) {
        orLeave(what, () -> worker.execute(() -> run(what, work, FIRST_MILLIS)));
    }

    private static void orLeave(String what, Runnable start) {
        try {
            start.run();
        } catch (RejectedExecutionException e) {
            log.info("{} is left to the next start", what);
        }
    }

    private void run(String what, Work work, long next) {
        try {
            work.run();
            failing.remove(work);
        } catch (IOException | RuntimeException | Error e) {
            failing.add(work);
            log.warn("{} failed, next try in {} ms", what, next, e);
            long then = Math.min(LAST_MILLIS, 2 * next);
            orLeave(what, () -> timer.schedule(
                    () -> orLeave(what, () -> worker.execute(() -> run(what, work, then))),
                    next, TimeUnit.MILLISECONDS));
        }
    }
}
