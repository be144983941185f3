package org.cloudfilm.viewer.share;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cloudfilm.storage.share.ShareId;

/** The key of a link's files: 32 random bytes. It is in the link and nowhere else, but sealed. */
record LinkKey(byte[] bytes) {

    private static final int LENGTH = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String PURPOSE = "file key";

    static LinkKey random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new LinkKey(bytes);
    }

    /** As it stands in the link: 43 characters. */
    String text() {
        return LinkSecret.base64Url(bytes);
    }

    /** Sealed by AES-256-GCM under a key made of the link's secret, for this share alone: nonce, then key and tag. */
    byte[] seal(LinkSecret secret, ShareId share, SecureRandom random) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, secret, share, nonce).doFinal(bytes);
            return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key cannot be sealed", e);
        }
    }

    static LinkKey unseal(byte[] sealed, LinkSecret secret, ShareId share) {
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            return new LinkKey(cipher(Cipher.DECRYPT_MODE, secret, share, nonce)
                    .doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a link's key is not as it was sealed", e);
        }
    }

    private static Cipher cipher(int mode, LinkSecret secret, ShareId share, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret.derive(PURPOSE), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        UUID id = share.value();
        cipher.updateAAD(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip());
        return cipher;
    }

    @Override
    public String toString() {
        return "LinkKey[***]";
    }
}
