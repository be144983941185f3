package org.cloudfilm.standalone.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.UUID;

/** A private key kept in a file of its owner's, so that what it has signed stays valid across restarts. */
final class KeyFile {

    private KeyFile() {}

    /** Makes a key under an id. */
    interface Make<K> {
        K with(String id) throws JOSEException;
    }

    interface Parse<K> {
        K from(String json) throws ParseException;
    }

    static <K extends JWK> K loadOrMake(Path file, Make<K> make, Parse<K> parse) {
        try {
            if (!Files.exists(file)) {
                write(file, make.with(UUID.randomUUID().toString()));
            }
            return parse.from(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a key in " + file, e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("the key in " + file + " is damaged; delete it for a new one", e);
        }
    }

    private static void write(Path file, JWK key) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, key.toJSONString());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
