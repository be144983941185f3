package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An open segment and, beside it, the metadata that will stand behind the records once it is sealed. One writer at a
 * time; who that is, {@link Lanes} decides. Metadata is not forced to disk: it can be made again from the records.
 */
final class Lane {

    final PackHeader header;
    final SegmentFile file;
    private final SegmentFile metadata;
    private final List<PackRecord> records = new ArrayList<>();
    private byte[] lastBlock;
    private long end;
    private long metadataEnd;
    private volatile boolean retired;
    private long idleSince = System.nanoTime();

    Lane(PackHeader header, SegmentFile file, SegmentFile metadata) {
        this.header = header;
        this.file = file;
        this.metadata = metadata;
        this.lastBlock = header.encode();
        this.end = lastBlock.length;
    }

    /** Where the next record begins. */
    long end() {
        return end;
    }

    /** The bytes between the beginning of the block in which the last record ends and its end. */
    byte[] lastBlock() {
        return lastBlock;
    }

    List<PackRecord> records() {
        return records;
    }

    /** Takes no further instance: full, or its catalogue rows are in doubt until it is sealed. */
    boolean retired() {
        return retired;
    }

    void retire() {
        retired = true;
    }

    long idleNanos() {
        return System.nanoTime() - idleSince;
    }

    void touch() {
        idleSince = System.nanoTime();
    }

    PackRecord.Chunk appendMetadata(MetadataChunk chunk) throws IOException {
        metadata.write(ByteBuffer.wrap(chunk.deflated()), metadataEnd);
        return new PackRecord.Chunk(metadataEnd, chunk.deflated().length, chunk.plainLength(), chunk.crc());
    }

    /** The record stands: the next one begins behind it. */
    void keep(PackRecord record, byte[] lastBlock) {
        keep(record);
        this.lastBlock = lastBlock;
    }

    /** The same where no record is written any more. */
    void keep(PackRecord record) {
        records.add(record);
        end = record.position() + record.length();
        metadataEnd = record.meta().offset() + record.meta().length();
    }

    /** Whatever was written behind the last kept record is undone. */
    void undo() {
        try {
            file.truncate(end);
        } catch (IOException e) {
            // what remains has a blank or unacknowledged head; sealing cuts it off
            retired = true;
        }
    }

    /** Gives sealing the metadata section to copy. */
    SegmentFile metadata() {
        return metadata;
    }

    long metadataEnd() {
        return metadataEnd;
    }

    void close() throws IOException {
        file.close();
        metadata.close();
    }
}
