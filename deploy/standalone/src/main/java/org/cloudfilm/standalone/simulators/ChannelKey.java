package org.cloudfilm.standalone.simulators;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The channel's Ed25519 key. Its public half lies beside it, for whoever checks callbacks. */
final class ChannelKey {

    static final String PUBLIC_FILE = "channel-key.pub";
    private static final String PRIVATE_FILE = "channel-key";

    private final PrivateKey key;

    private ChannelKey(PrivateKey key) {
        this.key = key;
    }

    static ChannelKey loadOrMake(Path directory) throws IOException {
        Path file = directory.resolve(PRIVATE_FILE);
        try {
            if (!Files.exists(file)) {
                make(directory, file);
            }
            byte[] encoded = Base64.getDecoder().decode(Files.readString(file).strip());
            return new ChannelKey(KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IOException("the channel's key in " + file + " is damaged", e);
        }
    }

    /** A key that signs as somebody else would. */
    static ChannelKey stranger() {
        try {
            return new ChannelKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void make(Path directory, Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(directory.resolve(PUBLIC_FILE), encoded(pair.getPublic().getEncoded()));
        Path unfinished = directory.resolve(PRIVATE_FILE + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, encoded(pair.getPrivate().getEncoded()));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Of time, nonce and body, each ended by a line feed. */
    String sign(long time, String nonce, String body) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update((time + "\n" + nonce + "\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
            return encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("nothing can be signed", e);
        }
    }
}
