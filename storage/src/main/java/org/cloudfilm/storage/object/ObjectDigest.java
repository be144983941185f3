package org.cloudfilm.storage.object;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What the bytes of an object really are, found by reading all of them. Two objects with equal digests are equal.
 *
 * @param size   in bytes
 * @param crc32c RFC 3720 appendix B.4
 * @param sha256 lower-case hex
 */
public record ObjectDigest(long size, int crc32c, String sha256) {

    private static final int BUFFER = 128 * 1024;

    /** Reads an object back from its store, as verification after an upload does; empty when it is absent. */
    public static Optional<ObjectDigest> of(ObjectStore store, ObjectKey key) throws IOException {
        Optional<ObjectStat> stat = store.stat(key);
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        Optional<InputStream> stream = store.read(key, 0, stat.get().size());
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = stream.get()) {
            return Optional.of(of(in));
        }
    }

    /** Of everything the stream still holds. Does not close it. */
    public static ObjectDigest of(InputStream in) throws IOException {
        CRC32C crc = new CRC32C();
        MessageDigest sha = sha256Digest();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            crc.update(buffer, 0, n);
            sha.update(buffer, 0, n);
            size += n;
        }
        return new ObjectDigest(size, (int) crc.getValue(), HexFormat.of().formatHex(sha.digest()));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
