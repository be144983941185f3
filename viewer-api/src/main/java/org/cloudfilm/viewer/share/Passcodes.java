package org.cloudfilm.viewer.share;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passcodes as slow hashes: PBKDF2 with HMAC-SHA-256, salted with random bytes and with the link's secret, so that those
 * who have the hash alone cannot even try. Written as {@code pbkdf2-sha256$rounds$salt$hash}.
 */
final class Passcodes {

    private static final String SCHEME = "pbkdf2-sha256";
    private static final int SALT = 16;
    private static final int BITS = 256;

    private final int rounds;
    private final SecureRandom random;

    Passcodes(int rounds, SecureRandom random) {
        this.rounds = rounds;
        this.random = random;
    }

    /** Full-width digits and letters, as Chinese keyboards write them, are those everybody knows. */
    static String plain(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    }

    String hash(String passcode, LinkSecret secret) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return SCHEME + '$' + rounds + '$' + base64(salt) + '$' + base64(slow(passcode, salt, rounds, secret));
    }

    static boolean matches(String passcode, String hash, LinkSecret secret) {
        String[] parts = hash.split("\\$");
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalStateException("a passcode was hashed by a scheme not known here");
        }
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        return MessageDigest.isEqual(
                slow(passcode, salt, Integer.parseInt(parts[1]), secret), Base64.getDecoder().decode(parts[3]));
    }

    private static byte[] slow(String passcode, byte[] salt, int rounds, LinkSecret secret) {
        byte[] pepper = secret.derive("passcode");
        byte[] both = ByteBuffer.allocate(salt.length + pepper.length).put(salt).put(pepper).array();
        PBEKeySpec spec = new PBEKeySpec(plain(passcode).toCharArray(), both, rounds, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
