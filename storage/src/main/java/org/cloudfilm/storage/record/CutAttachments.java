package org.cloudfilm.storage.record;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreException;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/**
 * Takes large base64 texts out of contents into the object store, under the hash of what they encode: the same letter
 * in a DiagnosticReport and a DocumentReference is kept once. An object whose transaction fails afterwards does no harm.
 */
final class CutAttachments {

    /** Base64 text up to this length stays in the content. */
    static final int LONGEST_INLINE = 64 * 1024;

    private final ObjectStore objects;

    CutAttachments(ObjectStore objects) {
        this.objects = objects;
    }

    /** Where an object lies and how long it is, decoded. */
    record Stored(ObjectKey key, long length) {}

    static boolean large(JsonDocument document, int node) {
        return document.end(node) - document.start(node) - 2 > LONGEST_INLINE
                && document.kind(node) == JsonKind.STRING
                && (document.nameIs(node, "data") || document.nameIs(node, "valueBase64Binary"));
    }

    /** Keeps what a text encodes. Empty if it is not base64, such as the data of a SampledData. */
    Optional<Stored> store(JsonDocument document, int node) {
        ByteBuffer decoded;
        try {
            decoded = decode(document, node);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        byte[] bytes = decoded.array();
        if (decoded.remaining() != bytes.length) {
            bytes = Arrays.copyOf(bytes, decoded.remaining());
        }
        String hash = HexFormat.of().formatHex(sha256().digest(bytes));
        ObjectKey key = new ObjectKey("attachments/" + hash.substring(0, 2) + "/" + hash + ".bin");
        try {
            objects.putIfAbsent(key, bytes);
        } catch (ObjectStoreException e) {
            throw new UncheckedIOException("an attachment cannot be kept", e);
        }
        return Optional.of(new Stored(key, bytes.length));
    }

    private static ByteBuffer decode(JsonDocument document, int node) {
        int start = document.start(node) + 1;
        int length = document.end(node) - 1 - start;
        if (document.escaped(node)) {
            byte[] text = document.string(node).getBytes(StandardCharsets.ISO_8859_1);
            return Base64.getDecoder().decode(ByteBuffer.wrap(withoutLineBreaks(text)));
        }
        return Base64.getDecoder().decode(ByteBuffer.wrap(document.bytes(), start, length));
    }

    private static byte[] withoutLineBreaks(byte[] text) {
        int kept = 0;
        for (byte one : text) {
            if (one != '\n' && one != '\r') {
                text[kept++] = one;
            }
        }
        return Arrays.copyOf(text, kept);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
