package org.cloudfilm.gateway.fhir;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What all requests together may hold at once: their bodies, what is made of them, and what answers them. Who comes when
 * it is taken waits, and is sent away after a while.
 */
final class Memory {

    private static final long PATIENCE_SECONDS = 60;
    /** Who waits while holding something keeps it from others. */
    private static final long PATIENCE_HOLDING_SECONDS = 10;
    private static final int UNIT = 64 << 10;

    private final int all;
    private final Semaphore units;

    Memory(long bytes) {
        this.all = Math.toIntExact(bytes / UNIT);
        this.units = new Semaphore(all, true);
    }

    /** Room for one request, to be given back when it has been answered. Less than a unit is not counted. */
    final class Room implements AutoCloseable {

        private int taken;

        /** Waits for so many bytes altogether; for all there are if there are fewer. */
        void reserve(long bytes) throws FhirRejection {
            int needed = (int) Math.min(all, bytes / UNIT) - taken;
            if (needed <= 0) {
                return;
            }
            try {
                long patience = taken == 0 ? PATIENCE_SECONDS : PATIENCE_HOLDING_SECONDS;
                if (!units.tryAcquire(needed, patience, TimeUnit.SECONDS)) {
                    throw FhirRejection.of(503, "throttled", "", "too much is being worked on just now, try again");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FhirRejection.of(503, "transient", "", "the server is stopping");
            }
            taken += needed;
        }

        void reserveMore(long bytes) throws FhirRejection {
            reserve((long) taken * UNIT + bytes);
        }

        /** No more than so many bytes are held from now on, but so many are. */
        void settle(long bytes) throws FhirRejection {
            int kept = (int) Math.min(taken, bytes / UNIT);
            units.release(taken - kept);
            taken = kept;
            reserve(bytes);
        }

        @Override
        public void close() {
            units.release(taken);
            taken = 0;
        }
    }

    Room room() {
        return new Room();
    }
}
