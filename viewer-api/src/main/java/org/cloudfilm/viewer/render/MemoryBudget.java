package org.cloudfilm.viewer.render;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;

/** What frames and other large things may take of memory at once, whatever the number of clients: the others wait. */
public final class MemoryBudget {

    private static final int PATIENCE_SECONDS = 20;

    private final int kibibytes;
    private final Semaphore free;

    MemoryBudget(long bytes) {
        this.kibibytes = (int) Math.min(Integer.MAX_VALUE, bytes >> 10);
        this.free = new Semaphore(kibibytes, true);
    }

    /** Two fifths of the heap: large arrays live in two thirds of it, with all that lasts. */
    static MemoryBudget ofThisProcess() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() * 2 / 5);
    }

    /**
     * Holds memory until closed, when nothing may refer to it any more; may be closed again. Who holds one takes no
     * other: two might wait for each other.
     */
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }

    public Share take(long bytes) throws FrameDecodingException {
        int share = (int) Math.min(Integer.MAX_VALUE, (bytes >> 10) + 1);
        if (share > kibibytes) {
            throw new FrameDecodingException(Kind.TOO_LARGE, "frame is larger than what is decoded here");
        }
        try {
            if (free.tryAcquire(share, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                AtomicBoolean held = new AtomicBoolean(true);
                return () -> {
                    if (held.getAndSet(false)) {
                        free.release(share);
                    }
                };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new FrameDecodingException(Kind.BUSY, "too many frames are being rendered");
    }
}
