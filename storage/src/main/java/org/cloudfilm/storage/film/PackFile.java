package org.cloudfilm.storage.film;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

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

    /** Records that are instances: not those that never became part of the catalogue. */
    long instances() throws IOException {
        return index().stream().filter(record -> record.version() > 0).count();
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

    boolean metadataIsSound() throws IOException {
        return crc(footer.metadata(), footer.index() - footer.metadata()) == footer.metadataCrc();
    }

    /** Whether all of it is as it was sealed. */
    boolean isWhole() throws IOException {
        try {
            long end = PackHeader.LENGTH;
            for (PackRecord record : index()) {
                if (!holds(record)) {
                    return false;
                }
                end = record.position() + record.length();
            }
            checkClosing(end);
            return metadataIsSound();
        } catch (PackDamagedException e) {
            return false;
        }
    }

    /** Whether the bytes of an entry, and the head before it, are what the index says. */
    boolean holds(PackRecord record) throws IOException {
        byte[] head = bytes(record.start(), record.position() - record.start());
        return RecordHead.decode(head, head.length).filter(found -> found.crc() == record.crc()).isPresent()
                && crc(record.position(), record.length()) == record.crc();
    }

    /** @throws PackDamagedException when the bytes are not what the index says */
    byte[] entry(PackRecord record) throws IOException {
        byte[] entry = bytes(record.position(), record.length());
        CRC32C crc = new CRC32C();
        crc.update(entry);
        if ((int) crc.getValue() != record.crc()) {
            throw new PackDamagedException("record at byte " + record.start());
        }
        return entry;
    }

    /** Deflated. */
    byte[] metadata(PackRecord record) throws IOException {
        return bytes(footer.metadata() + record.meta().offset(), record.meta().length());
    }

    /** Whether the metadata of an entry is what the index says. */
    boolean holdsMetadata(PackRecord record) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            byte[] plain = new byte[record.meta().plain()];
            inflater.setInput(metadata(record));
            int n = inflater.inflate(plain);
            CRC32 crc = new CRC32();
            crc.update(plain, 0, n);
            return n == plain.length && (int) crc.getValue() == record.meta().crc();
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private int crc(long from, long length) throws IOException {
        return Checksums.crc32c(packs.range(id, from, length).open());
    }

    private byte[] bytes(long from, long length) throws IOException {
        if (length < 0 || from < 0 || from + length > size) {
            throw new PackDamagedException("positions in the footer");
        }
        try (InputStream in = packs.range(id, from, length).open()) {
            return in.readNBytes(Math.toIntExact(length));
        }
    }

    /** To read records in order, so that a remote store is asked once and not once per record. */
    Sequential inOrder() {
        return new Sequential();
    }

    /**
     * Serves reads that go forward from one stream and opens another for a jump. Reading a head takes a few bytes of
     * the entry behind it along, so the last small read is kept.
     */
    final class Sequential implements PackScan.Source, Closeable {

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

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
