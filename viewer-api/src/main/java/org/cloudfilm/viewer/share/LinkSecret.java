package org.cloudfilm.viewer.share;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.cloudfilm.storage.share.LinkTokens;

/** 256 random bits in the URL of a link, written as 43 characters of base64url. */
final class LinkSecret {

    static final int TEXT_LENGTH = 43;

    private static final int BYTES = 32;

    private final byte[] bytes;
    private final String text;

    private LinkSecret(byte[] bytes) {
        this.bytes = bytes;
        this.text = base64Url(bytes);
    }

    static LinkSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new LinkSecret(bytes);
    }

    /** Empty for anything that is not written exactly as we write it. */
    static Optional<LinkSecret> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            LinkSecret secret = new LinkSecret(Base64.getUrlDecoder().decode(text));
            return secret.text.equals(text) ? Optional.of(secret) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As it stands in the URL. */
    String text() {
        return text;
    }

    /** By which the link is found. */
    byte[] locator() {
        return LinkTokens.digest(text);
    }

    /** 256 bits for one purpose, by HKDF (RFC 5869); they say nothing of the secret or of those for other purposes. */
    byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(bytes)
                            .thenExpand(("cloudfilm share " + purpose).getBytes(StandardCharsets.US_ASCII), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 25 has HKDF", e);
        }
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "LinkSecret[***]";
    }
}
