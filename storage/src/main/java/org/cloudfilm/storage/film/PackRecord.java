package org.cloudfilm.storage.film;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

/**
 * One line of a pack's index.
 *
 * @param position   of the Part 10 entry in the pack
 * @param length     of the Part 10 entry
 * @param dataset    where the data set begins in the entry
 * @param crc        CRC-32C of the entry
 * @param digest     {@link ContentDigest} of the data set
 * @param version    of the instance, from 1; 0 for a record that never became one (see {@code PACK-FORMAT.md})
 * @param meta       its DICOM JSON in the metadata section
 * @param frames     {@code FrameTable.encode}
 */
record PackRecord(
        SeriesUid series,
        SopInstanceUid instance,
        String sopClass,
        String transferSyntax,
        long position,
        long length,
        int dataset,
        int crc,
        byte[] digest,
        int version,
        Instant receivedAt,
        Chunk meta,
        byte[] frames) {

    /**
     * One deflated DICOM JSON object.
     *
     * @param offset from the start of the metadata section
     * @param length deflated
     * @param plain  length inflated
     * @param crc    CRC-32 of the inflated bytes
     */
    record Chunk(long offset, int length, int plain, int crc) {}

    PackRecord withVersion(int decided) {
        return new PackRecord(series, instance, sopClass, transferSyntax, position, length, dataset, crc, digest,
                decided, receivedAt, meta, frames);
    }

    PackRecord withPosition(long moved) {
        return new PackRecord(series, instance, sopClass, transferSyntax, moved, length, dataset, crc, digest,
                version, receivedAt, meta, frames);
    }

    PackRecord withMeta(Chunk placed) {
        return new PackRecord(series, instance, sopClass, transferSyntax, position, length, dataset, crc, digest,
                version, receivedAt, placed, frames);
    }

    /** Where its head begins. */
    long start() {
        return position - RecordHead.encodedLength(transferSyntax);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(series.value());
        out.writeUTF(instance.value());
        out.writeUTF(sopClass);
        out.writeUTF(transferSyntax);
        out.writeLong(position);
        out.writeLong(length);
        out.writeInt(dataset);
        out.writeInt(crc);
        out.write(digest);
        out.writeInt(version);
        out.writeLong(receivedAt.toEpochMilli());
        out.writeLong(meta.offset);
        out.writeInt(meta.length);
        out.writeInt(meta.plain);
        out.writeInt(meta.crc);
        out.writeInt(frames.length);
        out.write(frames);
    }

    static PackRecord read(DataInputStream in) throws IOException {
        SeriesUid series = new SeriesUid(in.readUTF());
        SopInstanceUid instance = new SopInstanceUid(in.readUTF());
        String sopClass = in.readUTF();
        String transferSyntax = in.readUTF();
        long position = in.readLong();
        long length = in.readLong();
        int dataset = in.readInt();
        int crc = in.readInt();
        byte[] digest = in.readNBytes(ContentDigest.LENGTH);
        int version = in.readInt();
        Instant receivedAt = Instant.ofEpochMilli(in.readLong());
        Chunk meta = new Chunk(in.readLong(), in.readInt(), in.readInt(), in.readInt());
        byte[] frames = in.readNBytes(in.readInt());
        return new PackRecord(series, instance, sopClass, transferSyntax, position, length, dataset, crc, digest,
                version, receivedAt, meta, frames);
    }
}
