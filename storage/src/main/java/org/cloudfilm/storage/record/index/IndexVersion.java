package org.cloudfilm.storage.record.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.schema.FhirSchema;

/** Names what index rows are made by: two builds of the same version make the same rows of the same records. */
public final class IndexVersion {

    /** Raised whenever other rows, visits or labels are made of what parameters and structure are the same. */
    private static final int REVISION = 3;

    private static final String CURRENT = compute();

    private IndexVersion() {}

    /** Sixteen hexadecimal digits. */
    public static String current() {
        return CURRENT;
    }

    private static String compute() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((REVISION + " " + LocalZone.ZONE + " " + ParameterFile.COMMON + ParameterFile.OF_IHE)
                    .getBytes(StandardCharsets.UTF_8));
            add(digest, ParameterFile.class, ParameterFile.NAME);
            add(digest, FhirSchema.class, "structure.txt");
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(MessageDigest digest, Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            digest.update(in.readAllBytes());
        }
    }
}
