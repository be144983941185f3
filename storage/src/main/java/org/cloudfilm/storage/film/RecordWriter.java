package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.zip.CRC32C;

/** Appends one Part 10 entry to a lane, in large writes. Not thread safe. */
final class RecordWriter {

    private final Lane lane;
    private final String transferSyntax;
    private final WriteBuffers buffers;
    private final CRC32C crc = new CRC32C();
    private final int headLength;
    private final int dataset;
    private ByteBuffer buffer;
    private long flushed;

    /** @param part10 preamble and file meta information, which the entry begins with */
    RecordWriter(Lane lane, String transferSyntax, byte[] part10, WriteBuffers buffers) throws IOException {
        this.lane = lane;
        this.transferSyntax = transferSyntax;
        this.buffers = buffers;
        this.flushed = lane.end();
        this.dataset = part10.length;
        this.buffer = buffers.take();
        byte[] head = RecordHead.blank(lane.header.boundary(), transferSyntax);
        this.headLength = head.length;
        append(head, 0, head.length);
        write(part10, 0, part10.length);
    }

    Lane lane() {
        return lane;
    }

    long position() {
        return lane.end() + headLength;
    }

    int dataset() {
        return dataset;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        append(bytes, offset, length);
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                long begun = flushed;
                flush();
                lane.file.beginWriteBack(begun, flushed - begun);
            }
            int n = Math.min(left, buffer.remaining());
            buffer.put(bytes, from, n);
            from += n;
            left -= n;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        int n = buffer.remaining();
        lane.file.write(buffer, flushed);
        flushed += n;
        buffer.clear();
    }

    /** Writes what is left and the head. The record is complete, but not yet forced to disk. */
    RecordHead finish(String digest, Instant receivedAt) throws IOException {
        long length = flushed + buffer.position() - position();
        RecordHead head = new RecordHead(lane.header.boundary(), transferSyntax, length, dataset,
                (int) crc.getValue(), digest, receivedAt);
        byte[] bytes = head.encode();
        if (flushed == lane.end()) {
            buffer.put(0, bytes);
            flush();
        } else {
            flush();
            lane.file.write(ByteBuffer.wrap(bytes), lane.end());
        }
        release();
        return head;
    }

    /** Gives the buffer back; harmless when repeated. */
    void release() {
        if (buffer != null) {
            buffers.give(buffer);
            buffer = null;
        }
    }
}
