package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.cloudfilm.storage.film.dicom.DicomFormatException;
import org.cloudfilm.storage.film.dicom.DicomScanner;
import org.cloudfilm.storage.film.dicom.ScanLimits;
import org.cloudfilm.storage.film.dicom.ScannedInstance;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** Reads records back from their own bytes, trusting nothing but what checksums confirm. */
final class PackScan {

    private static final int BUFFER = 256 << 10;

    /** Any place that bytes of a pack can be read from by position. */
    interface Source {
        void read(ByteBuffer into, long position) throws IOException;
    }

    /**
     * A record whose bytes are what was written.
     *
     * @param instance its metadata chunk is not placed yet: offset 0
     * @param end      where the next record begins
     */
    record Found(NewInstance instance, MetadataChunk metadata, long end) {}

    private final PackHeader pack;
    private final Source source;
    private final long size;
    private final byte[] buffer = new byte[BUFFER];

    PackScan(PackHeader pack, Source source, long size) {
        this.pack = pack;
        this.source = source;
        this.size = size;
    }

    static PackHeader header(Source source, long size) throws IOException {
        if (size < PackHeader.LENGTH) {
            throw new PackDamagedException("no header");
        }
        byte[] header = new byte[PackHeader.LENGTH];
        source.read(ByteBuffer.wrap(header), 0);
        return PackHeader.decode(header);
    }

    /** The head at this place, if a finished record begins there and fits into the file. */
    Optional<RecordHead> head(long start) throws IOException {
        int available = (int) Math.min(RecordHead.MAX_LENGTH, size - start);
        if (available <= 0) {
            return Optional.empty();
        }
        byte[] head = new byte[available];
        source.read(ByteBuffer.wrap(head), start);
        return RecordHead.decode(head, available)
                .filter(h -> h.boundary().equals(pack.boundary()))
                .filter(h -> h.length() <= size - start - h.encodedLength());
    }

    /** The record at this place; empty when none begins there or its bytes are not what its head says. */
    Optional<Found> record(long start) throws IOException {
        Optional<RecordHead> head = head(start);
        return head.isEmpty() ? Optional.empty() : record(start + head.get().encodedLength(), head.get());
    }

    /**
     * The first whole record at this place or behind it. A lane begins a record only when the one before it stands, so
     * whatever is skipped was whole once and has been damaged since.
     */
    Optional<Found> next(long from) throws IOException {
        OptionalLong at = OptionalLong.of(from);
        while (at.isPresent()) {
            long start = at.getAsLong();
            Optional<RecordHead> head = head(start);
            Optional<Found> found = head.isEmpty() ? Optional.empty() : record(start);
            if (found.isPresent()) {
                return found;
            }
            at = delimiter(head.map(h -> start + h.encodedLength() + h.length()).orElse(start + 1));
        }
        return Optional.empty();
    }

    /** Where the pack's boundary, random as it is, next stands in front of a record's head. */
    private OptionalLong delimiter(long from) throws IOException {
        byte[] wanted = ("\r\n--" + pack.boundary() + "\r\nContent-Type:").getBytes(StandardCharsets.US_ASCII);
        for (long at = from; at <= size - wanted.length; at += buffer.length - wanted.length + 1) {
            int n = (int) Math.min(buffer.length, size - at);
            source.read(ByteBuffer.wrap(buffer, 0, n), at);
            for (int i = 0; i <= n - wanted.length; i++) {
                if (buffer[i] == wanted[0] && Arrays.equals(buffer, i, i + wanted.length, wanted, 0, wanted.length)) {
                    return OptionalLong.of(at + i);
                }
            }
        }
        return OptionalLong.empty();
    }

    private Optional<Found> record(long position, RecordHead head) throws IOException {
        CRC32C crc = new CRC32C();
        ContentDigest digest = new ContentDigest();
        DicomScanner scanner = new DicomScanner(new TransferSyntax(head.transferSyntax()), ScanLimits.DEFAULT);
        try {
            long at = 0;
            while (at < head.length()) {
                int n = (int) Math.min(at < head.dataset() ? head.dataset() - at : BUFFER, head.length() - at);
                n = Math.min(n, BUFFER);
                source.read(ByteBuffer.wrap(buffer, 0, n), position + at);
                crc.update(buffer, 0, n);
                if (at >= head.dataset()) {
                    scanner.feed(buffer, 0, n);
                    digest.update(buffer, 0, n);
                }
                at += n;
            }
            if ((int) crc.getValue() != head.crc()
                    || !digest.hex().equals(head.digest())) {
                return Optional.empty();
            }
            ScannedInstance scanned = scanner.finish().shifted(head.dataset());
            MetadataChunk metadata = Intake.chunk(scanned.ids(), scanned.header());
            PackRecord.Chunk unplaced = new PackRecord.Chunk(
                    0, metadata.deflated().length, metadata.plainLength(), metadata.crc());
            InstanceFacts facts = InstanceFacts.of(scanned.header());
            NewInstance instance = Intake.instance(pack, position, head, scanned, facts, unplaced);
            return Optional.of(new Found(instance, metadata, position + head.length()));
        } catch (DicomFormatException e) {
            // bytes that intake never accepted
            return Optional.empty();
        }
    }
}
