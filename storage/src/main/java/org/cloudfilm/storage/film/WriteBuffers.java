package org.cloudfilm.storage.film;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** Lends direct buffers, one per instance in flight. Keeps a few for reuse; the rest goes back to the system. */
final class WriteBuffers {

    static final int SIZE = 256 << 10;
    private static final int KEPT = 32;

    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
    private final AtomicInteger kept = new AtomicInteger();

    ByteBuffer take() {
        ByteBuffer buffer = free.pollFirst();
        if (buffer == null) {
            return ByteBuffer.allocateDirect(SIZE);
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
