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
    private long end = PackHeader.LENGTH;
    private long metadataEnd;
    private volatile boolean retired;
    private long idleSince = System.nanoTime();

    Lane(PackHeader header, SegmentFile file, SegmentFile metadata) {
        this.header = header;
        this.file = file;
        this.metadata = metadata;
    }

    /** Where the next record begins. */
    long end() {
        return end;
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
