package org.cloudfilm.storage.film;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lends direct buffers that begin at a block of memory, one per instance in flight. While few are in flight each gets a
 * large one; when there are many, no single one is waited for, and small ones keep them all within the memory there is.
 */
final class WriteBuffers {

    /** A slice of a CT with its header goes to disk in one piece. */
    static final int LARGE = 640 << 10;
    static final int SMALL = 64 << 10;
    private static final int LARGE_AT_ONCE = 16;
    private static final int SMALL_KEPT = 128;

    private final ConcurrentLinkedDeque<ByteBuffer> large = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<ByteBuffer> small = new ConcurrentLinkedDeque<>();
    private final AtomicInteger largeLent = new AtomicInteger();
    private final AtomicInteger smallKept = new AtomicInteger();

    ByteBuffer take() {
        if (largeLent.incrementAndGet() <= LARGE_AT_ONCE) {
            ByteBuffer buffer = large.pollFirst();
            return buffer != null ? buffer : aligned(LARGE);
        }
        largeLent.decrementAndGet();
        ByteBuffer buffer = small.pollFirst();
        if (buffer == null) {
            return aligned(SMALL);
        }
        smallKept.decrementAndGet();
        return buffer;
    }

    void give(ByteBuffer buffer) {
        if (buffer.capacity() == LARGE) {
            large.addFirst(buffer.clear());
            largeLent.decrementAndGet();
        } else if (smallKept.incrementAndGet() <= SMALL_KEPT) {
            small.addFirst(buffer.clear());
        } else {
            // back to the system
            smallKept.decrementAndGet();
        }
    }

    private static ByteBuffer aligned(int size) {
        return ByteBuffer.allocateDirect(size + SegmentFile.BLOCK).alignedSlice(SegmentFile.BLOCK).slice(0, size);
    }
}
