package org.cloudfilm.storage.object;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What S3 wants to know beforehand of the bytes of a part, found by reading all of them.
 *
 * @param crc32c RFC 3720 appendix B.4
 * @param sha256 lower-case hex
 */
record PartDigest(int crc32c, String sha256) {

    private static final int BUFFER = 128 * 1024;

    /** Of everything the stream still holds. Does not close it. */
    static PartDigest of(InputStream in) throws IOException {
        CRC32C crc = new CRC32C();
        MessageDigest sha = sha256Digest();
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            crc.update(buffer, 0, n);
            sha.update(buffer, 0, n);
        }
        return new PartDigest((int) crc.getValue(), HexFormat.of().formatHex(sha.digest()));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
