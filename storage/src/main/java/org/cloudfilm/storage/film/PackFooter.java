package org.cloudfilm.storage.film;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The last {@value #LENGTH} bytes of a pack; a file without them is a segment. All positions count from the first
 * byte of the file. Layout: {@code PACK-FORMAT.md}.
 *
 * @param bodyEnd      behind the closing delimiter of the multipart body
 * @param metadata     where the metadata section begins; it ends where the index begins
 * @param metadataCrc  CRC-32C of the metadata section
 * @param index        where the index begins; it ends where this footer begins
 * @param indexCrc     CRC-32C of the index
 * @param records      lines of the index
 */
record PackFooter(long bodyEnd, long metadata, int metadataCrc, long index, int indexCrc, int records) {

    static final int LENGTH = 64;
    private static final byte[] MAGIC = "CFPKFOOT".getBytes(StandardCharsets.US_ASCII);

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH);
        out.put(MAGIC).putInt(PackHeader.VERSION).putLong(bodyEnd).putLong(metadata).putInt(metadataCrc)
                .putLong(index).putInt(indexCrc).putInt(records);
        out.putInt(LENGTH - 4, crc(out.array()));
        return out.array();
    }

    /** @throws PackDamagedException when these are not the last bytes of a pack */
    static PackFooter decode(byte[] footer) throws PackDamagedException {
        ByteBuffer in = ByteBuffer.wrap(footer);
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(MAGIC, magic) || in.getInt(LENGTH - 4) != crc(footer)) {
            throw new PackDamagedException("no valid footer");
        }
        if (in.getInt() != PackHeader.VERSION) {
            throw new PackDamagedException("version of the footer");
        }
        return new PackFooter(in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.getInt(), in.getInt());
    }

    private static int crc(byte[] footer) {
        CRC32C crc = new CRC32C();
        crc.update(footer, 0, LENGTH - 4);
        return (int) crc.getValue();
    }
}
