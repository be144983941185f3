package org.cloudfilm.storage.film;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lends direct buffers that begin at a block of memory, one per instance in flight. Keeps a few for reuse; the rest goes
 * back to the system.
 */
final class WriteBuffers {

    /** A slice of a CT with its header goes to disk in one piece. */
    static final int SIZE = 640 << 10;
    private static final int KEPT = 16;

    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
    private final AtomicInteger kept = new AtomicInteger();

    ByteBuffer take() {
        ByteBuffer buffer = free.pollFirst();
        if (buffer == null) {
            return ByteBuffer.allocateDirect(SIZE + SegmentFile.BLOCK).alignedSlice(SegmentFile.BLOCK).slice(0, SIZE);
        }
        kept.decrementAndGet();
        return buffer;
    }

    void give(ByteBuffer buffer) {
        if (kept.incrementAndGet() <= KEPT) {
            free.addFirst(buffer.clear());
        } else {
            kept.decrementAndGet();
        }
    }
}
