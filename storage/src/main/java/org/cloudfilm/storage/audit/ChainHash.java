package org.cloudfilm.storage.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * The hash of one row of the trail: SHA-256 over the hash of the row before, the row's number and its fields. Every
 * field is preceded by its length, an absent one by -1, so that no two different rows read the same.
 */
final class ChainHash {

    private ChainHash() {}

    static byte[] of(byte[] before, long seq, AuditEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(before);
            out.writeLong(seq);
            Instant at = entry.at();
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            field(out, entry.actor());
            field(out, entry.onBehalf());
            field(out, entry.action());
            field(out, entry.object());
            field(out, entry.purpose());
            field(out, entry.outcome());
            field(out, entry.reason());
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void field(DataOutputStream out, String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
