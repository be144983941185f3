package org.cloudfilm.storage.film;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.film.dicom.ScanLimits;

/**
 * Turns for instances with large headers on their way in, and for who reads such headers back. Each may take a good part
 * of the heap until it is kept: parsed, and as deflated JSON. So few are let in at once, by default heaps one, and the
 * others wait.
 */
final class LargeHeaders {

    private final Semaphore turns;
    private final Duration patience;

    LargeHeaders(int atOnce, Duration patience) {
        this.turns = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** As many as half of the heap has room for. */
    static LargeHeaders ofThisProcess() {
        long fit = Runtime.getRuntime().maxMemory() / 2 / (4 * ScanLimits.DEFAULT.headerBytes());
        return new LargeHeaders((int) Math.clamp(fit, 1, 100), Duration.ofSeconds(30));
    }

    Turn turn() {
        return new Turn();
    }

    /** There was no turn in time: worth another try. */
    static final class NoTurnException extends RuntimeException {
        private NoTurnException() {
            super("too many large headers at once", null, false, false);
        }
    }

    /** One instance's turn, once its header has turned out to be large, until it is closed. Not thread safe. */
    final class Turn implements AutoCloseable {

        private boolean taken;

        /** Waits for it unless it is had already. */
        void take() {
            if (taken) {
                return;
            }
            try {
                if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new NoTurnException();
                }
                taken = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoTurnException();
            }
        }

        @Override
        public void close() {
            if (taken) {
                taken = false;
                turns.release();
            }
        }
    }
}
