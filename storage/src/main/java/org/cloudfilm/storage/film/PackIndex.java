package org.cloudfilm.storage.film;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The index of a pack as bytes. */
final class PackIndex {

    private PackIndex() {}

    static byte[] encode(List<PackRecord> records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * records.size());
        DataOutputStream out = new DataOutputStream(bytes);
        for (PackRecord record : records) {
            record.write(out);
        }
        return bytes.toByteArray();
    }

    /** @throws PackDamagedException when the bytes are not what the footer vouches for */
    static List<PackRecord> decode(byte[] bytes, PackFooter footer) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        if ((int) crc.getValue() != footer.indexCrc()) {
            throw new PackDamagedException("checksum of the index");
        }
        List<PackRecord> records = new ArrayList<>(footer.records());
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        for (int i = 0; i < footer.records(); i++) {
            records.add(PackRecord.read(in));
        }
        return records;
    }
}
