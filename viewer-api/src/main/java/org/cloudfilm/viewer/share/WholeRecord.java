package org.cloudfilm.viewer.share;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.record.AttachmentCuts.Cut;
import org.cloudfilm.storage.record.StoredRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A record with its attachments, as far as they are not too large for a file of a link. */
final class WholeRecord {

    static final long MOST_ATTACHED = 4L << 20;

    private final ObjectStore objects;

    WholeRecord(ObjectStore objects) {
        this.objects = objects;
    }

    /** Attachments stay out when they are more than {@value #MOST_ATTACHED} bytes together. */
    ObjectNode of(StoredRecord record) {
        long attached = record.cuts().cuts().stream().mapToLong(Cut::length).sum();
        boolean fits = attached <= MOST_ATTACHED;
        ObjectNode read = (ObjectNode) JsonMapper.shared().readTree(fits ? spliced(record) : record.content());
        if (!fits) {
            dropEmptied(read);
        }
        return read;
    }

    private byte[] spliced(StoredRecord record) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(record.content().length);
        int written = 0;
        for (Cut cut : record.cuts().cuts()) {
            whole.write(record.content(), written, cut.position() - written);
            written = cut.position();
            whole.writeBytes(Base64.getEncoder().encode(attachment(cut)));
        }
        whole.write(record.content(), written, record.content().length - written);
        return whole.toByteArray();
    }

    private byte[] attachment(Cut cut) {
        try (InputStream in = objects.read(cut.object(), 0, cut.length())
                .orElseThrow(() -> new UncheckedIOException(new IOException("an attachment is not where it was")))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was cut out left an empty string behind, which FHIR does not know. */
    private static void dropEmptied(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("data").isString() && object.path("data").asString().isEmpty()) {
            object.remove("data");
        }
        node.forEach(WholeRecord::dropEmptied);
    }
}
