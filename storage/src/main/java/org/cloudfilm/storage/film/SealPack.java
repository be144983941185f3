package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/** Turns a segment into a pack: closing delimiter, metadata, index and footer behind its records. */
final class SealPack {

    private static final int COPY = 256 << 10;

    private final SegmentFile file;
    private long end;

    private SealPack(SegmentFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * Durable when it returns; after a failure the segment is as it was, but for bytes behind {@code end}.
     *
     * @param end      behind the last record
     * @param metadata holds the chunks of all records, {@code metadataLength} bytes of it
     */
    static PackFooter seal(PackHeader header, SegmentFile file, long end, List<PackRecord> records,
            SegmentFile metadata, long metadataLength) throws IOException {
        file.truncate(end);
        SealPack pack = new SealPack(file, end);
        pack.append(closing(header));
        long bodyEnd = pack.end;
        int metadataCrc = pack.copy(metadata, metadataLength);
        long index = pack.end;
        int indexCrc = pack.append(PackIndex.encode(records));
        PackFooter footer = new PackFooter(bodyEnd, bodyEnd, metadataCrc, index, indexCrc, records.size());
        // the footer makes it a pack, so everything before it has to be there first
        file.force();
        pack.append(footer.encode());
        file.force();
        return footer;
    }

    /** What ends the multipart body. */
    static byte[] closing(PackHeader header) {
        return closing(header.boundary());
    }

    static byte[] closing(String boundary) {
        return ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private int copy(SegmentFile metadata, long length) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(COPY, Math.max(1, length)));
        for (long at = 0; at < length; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - at));
            metadata.read(buffer, at);
            crc.update(buffer.array(), 0, buffer.limit());
            int n = buffer.flip().limit();
            file.write(buffer, end);
            end += n;
        }
        return (int) crc.getValue();
    }

    private int append(byte[] bytes) throws IOException {
        file.write(ByteBuffer.wrap(bytes), end);
        end += bytes.length;
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
