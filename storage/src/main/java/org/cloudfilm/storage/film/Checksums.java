package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** Sums up what is read back. */
final class Checksums {

    private static final int BUFFER = 256 << 10;

    private Checksums() {}

    /** CRC-32C of all of a stream, which is closed. */
    static int crc32c(InputStream stream) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = stream) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        return (int) crc.getValue();
    }
}
