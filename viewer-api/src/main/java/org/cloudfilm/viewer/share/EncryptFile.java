package org.cloudfilm.viewer.share;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;

/**
 * A file of a link as a compact JWE: {@code dir}, {@code A256GCM}, a fresh nonce each time, {@code cty} ("Encrypting and
 * Decrypting Files"). Large ones are deflated first, small ones not: not every receiver knows {@code zip}.
 */
final class EncryptFile {

    private static final int DEFLATED_FROM = 32 << 10;

    private EncryptFile() {}

    static String jwe(byte[] content, String contentType, LinkKey key) {
        JWEHeader.Builder header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).contentType(contentType);
        if (content.length >= DEFLATED_FROM) {
            header.compressionAlgorithm(CompressionAlgorithm.DEF);
        }
        JWEObject jwe = new JWEObject(header.build(), new Payload(content));
        try {
            jwe.encrypt(new DirectEncrypter(key.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a file cannot be encrypted", e);
        }
        return jwe.serialize();
    }
}
