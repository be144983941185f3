package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * Appends one Part 10 entry to a lane, in large writes of whole blocks: the first holds the end of the record before,
 * once more, the last is filled up with zeros, which the next record or sealing replaces. Not thread safe.
 */
final class RecordWriter {

    private static final byte[] ZEROS = new byte[SegmentFile.BLOCK];

    private final Lane lane;
    private final String transferSyntax;
    private final WriteBuffers buffers;
    private final CRC32C crc = new CRC32C();
    private final ContentDigest digest = new ContentDigest();
    private final int headLength;
    private final int dataset;
    private ByteBuffer buffer;
    /** Where in the file the buffer begins: at a block. */
    private long begin;

    /** @param part10 preamble and file meta information, which the entry begins with */
    RecordWriter(Lane lane, String transferSyntax, byte[] part10, WriteBuffers buffers) {
        this.lane = lane;
        this.transferSyntax = transferSyntax;
        this.buffers = buffers;
        this.dataset = part10.length;
        byte[] before = lane.lastBlock();
        this.begin = lane.end() - before.length;
        byte[] head = RecordHead.blank(lane.header.boundary(), transferSyntax);
        this.headLength = head.length;
        this.buffer = buffers.take().put(before).put(head).put(part10);
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

    private long end() {
        return begin + buffer.position();
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
        int length = buffer.flip().remaining();
        lane.file.write(buffer, begin);
        begin += length;
        buffer.clear();
    }

    /** What will stand before the entry, now that all of its bytes are known. */
    RecordHead head(Instant receivedAt) {
        return new RecordHead(lane.header.boundary(), transferSyntax, end() - position(), dataset,
                (int) crc.getValue(), digest.hex(), receivedAt);
    }

    /**
     * Writes what is left, and the head. The record is complete, but not yet forced to disk.
     *
     * @return the bytes of the last block that belong to it or to what stands before it
     */
    byte[] finish(RecordHead head) throws IOException {
        byte[] bytes = head.encode();
        boolean flushed = begin > lane.end();
        if (!flushed) {
            buffer.put((int) (lane.end() - begin), bytes);
        }
        byte[] lastBlock = new byte[buffer.position() % SegmentFile.BLOCK];
        buffer.get(buffer.position() - lastBlock.length, lastBlock);
        buffer.put(ZEROS, 0, -buffer.position() & SegmentFile.BLOCK - 1);
        flush();
        if (flushed) {
            lane.file.write(ByteBuffer.wrap(bytes), lane.end());
        }
        release();
        return lastBlock;
    }

    /** Gives the buffer back; harmless when repeated. */
    void release() {
        if (buffer != null) {
            buffers.give(buffer);
            buffer = null;
        }
    }
}
