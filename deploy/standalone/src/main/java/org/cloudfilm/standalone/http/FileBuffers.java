package org.cloudfilm.standalone.http;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** Lends direct buffers for a header and a file behind it, those used last first: the processor still holds them. */
final class FileBuffers {

    /** Sockets take about this much at once; of what is longer, the most part would be sent another way anyhow. */
    static final int FILE_AT_MOST = 1 << 20;
    private static final int HEADER_AT_MOST = 64 << 10;
    private static final int MOST = 16;

    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
    private final AtomicInteger made = new AtomicInteger();

    /** Empty while all there may be are lent. */
    Optional<ByteBuffer> take() {
        ByteBuffer buffer = free.pollFirst();
        if (buffer == null && made.get() < MOST && made.incrementAndGet() <= MOST) {
            buffer = ByteBuffer.allocateDirect(HEADER_AT_MOST + FILE_AT_MOST);
        }
        return Optional.ofNullable(buffer);
    }

    void give(ByteBuffer buffer) {
        free.addFirst(buffer.clear());
    }
}
