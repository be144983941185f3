package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Appends one Part 10 entry to a lane, in large writes. Not thread safe. */
final class RecordWriter {

    private final Lane lane;
    private final String transferSyntax;
    private final WriteBuffers buffers;
    private final CRC32C crc = new CRC32C();
    private final MessageDigest digest = Digests.sha256();
    private final int headLength;
    private final int dataset;
    private ByteBuffer buffer;
    /** Where the buffer's bytes begin: at the same place of a block as in the file. */
    private int begin;
    private long flushed;

    /** @param part10 preamble and file meta information, which the entry begins with */
    RecordWriter(Lane lane, String transferSyntax, byte[] part10, WriteBuffers buffers) {
        this.lane = lane;
        this.transferSyntax = transferSyntax;
        this.buffers = buffers;
        this.flushed = lane.end();
        this.dataset = part10.length;
        this.begin = (int) (flushed % SegmentFile.BLOCK);
        this.buffer = buffers.take().position(begin);
        byte[] head = RecordHead.blank(lane.header.boundary(), transferSyntax);
        this.headLength = head.length;
        buffer.put(head).put(part10);
        crc.update(part10);
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

    /** Bytes of the data set. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        digest.update(bytes, offset, length);
        int from = offset;
        int left = length;
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int n = Math.min(left, buffer.remaining());
            buffer.put(bytes, from, n);
            from += n;
            left -= n;
        }
    }

    private void flush() throws IOException {
        ByteBuffer full = filled();
        int length = full.remaining();
        lane.file.write(full, flushed);
        flushed += length;
        begin = 0;
        buffer.clear();
    }

    private ByteBuffer filled() {
        return buffer.limit(buffer.position()).position(begin);
    }

    /** Writes what is left and the head. The record is complete, but not yet forced to disk. */
    RecordHead finish(Instant receivedAt) throws IOException {
        ByteBuffer rest = filled();
        long length = flushed + rest.remaining() - position();
        RecordHead head = new RecordHead(lane.header.boundary(), transferSyntax, length, dataset,
                (int) crc.getValue(), HexFormat.of().formatHex(digest.digest()), receivedAt);
        byte[] bytes = head.encode();
        if (flushed == lane.end()) {
            rest.put(begin, bytes);
            lane.file.write(rest, flushed);
        } else {
            lane.file.write(rest, flushed);
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
