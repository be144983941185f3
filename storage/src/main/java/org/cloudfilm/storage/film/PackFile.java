package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** A sealed pack, read from wherever it lies; what it says of itself is checked as it is read. */
final class PackFile {

    private final PackFiles packs;
    private final PackId id;
    private final long size;
    private final PackHeader header;
    private final PackFooter footer;

    private PackFile(PackFiles packs, PackId id, long size) throws IOException {
        this.packs = packs;
        this.id = id;
        this.size = size;
        if (size < PackHeader.LENGTH + PackFooter.LENGTH) {
            throw new PackDamagedException("too short to be a pack");
        }
        this.header = PackHeader.decode(bytes(0, PackHeader.LENGTH));
        this.footer = PackFooter.decode(bytes(size - PackFooter.LENGTH, PackFooter.LENGTH));
        if (!header.id().equals(id)) {
            throw new PackDamagedException("the header names another pack");
        }
    }

    /** @throws PackDamagedException when header or footer are not sound */
    static PackFile open(PackFiles packs, PackId id, long size) throws IOException {
        return new PackFile(packs, id, size);
    }

    PackHeader header() {
        return header;
    }

    PackFooter footer() {
        return footer;
    }

    long size() {
        return size;
    }

    List<PackRecord> index() throws IOException {
        return PackIndex.decode(bytes(footer.index(), size - PackFooter.LENGTH - footer.index()), footer);
    }

    /** @param end behind the last record */
    void checkClosing(long end) throws IOException {
        byte[] expected = SealPack.closing(header);
        if (footer.bodyEnd() - end != expected.length
                || footer.metadata() != footer.bodyEnd()
                || !Arrays.equals(bytes(end, expected.length), expected)) {
            throw new PackDamagedException("closing delimiter");
        }
    }

    void checkMetadata() throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = packs.range(id, footer.metadata(), footer.index() - footer.metadata()).open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        if ((int) crc.getValue() != footer.metadataCrc()) {
            throw new PackDamagedException("checksum of the metadata");
        }
    }

    private byte[] bytes(long from, long length) throws IOException {
        if (length < 0 || from < 0 || from + length > size) {
            throw new PackDamagedException("positions in the footer");
        }
        try (InputStream in = packs.range(id, from, length).open()) {
            return in.readNBytes(Math.toIntExact(length));
        }
    }

    /** Records are read in order from one stream, so that a remote store is asked once and not once per record. */
    PackScan scan() {
        return new PackScan(header, source(), size);
    }

    PackScan.Source source() {
        return new Sequential();
    }

    /**
     * Serves reads that go forward from one stream and opens another for a jump. Reading a head takes a few bytes of
     * the entry behind it along, so the last small read is kept.
     */
    private final class Sequential implements PackScan.Source {

        private InputStream in = InputStream.nullInputStream();
        private long at = -1;
        private byte[] last = new byte[0];

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            byte[] wanted = into.array();
            int offset = into.arrayOffset() + into.position();
            int length = into.remaining();
            long lastStart = at - last.length;
            int kept = 0;
            if (position >= lastStart && position < at) {
                kept = (int) Math.min(length, at - position);
                System.arraycopy(last, (int) (position - lastStart), wanted, offset, kept);
            } else if (position != at) {
                in.close();
                in = packs.range(id, position, size - position).open();
                at = position;
            }
            int n = in.readNBytes(wanted, offset + kept, length - kept);
            if (n < length - kept) {
                throw new PackDamagedException("a record reaches past the end");
            }
            at += n;
            if (n > 0) {
                last = length <= RecordHead.MAX_LENGTH
                        ? Arrays.copyOfRange(wanted, offset, offset + length) : new byte[0];
            }
            into.position(into.limit());
        }
    }
}
