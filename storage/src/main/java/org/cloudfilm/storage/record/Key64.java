package org.cloudfilm.storage.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names and codes as 64 bits: the first eight bytes of a SHA-256, so that index rows are small and of one size and a
 * reference needs no look-up to be written. Nobody can choose an id that falls together with a given one; should two
 * ever do so by chance, the second is refused (unique index on {@code record.self}).
 */
public final class Key64 {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    });

    private Key64() {}

    public static long of(String text) {
        return ByteBuffer.wrap(SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    /** Of a type and an id, or of a system and a value. */
    public static long of(String first, String second) {
        return of(first + '\u0000' + second);
    }
}
