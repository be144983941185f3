package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.record.AttachmentCuts.Cut;
import org.cloudfilm.storage.record.StoredRecord;

/** Writes a record's content with the attachments that lie in the object store put back in their places. */
public final class ContentWriter {

    /** Opens the bytes of an object from the beginning. */
    public interface Objects {
        InputStream open(ObjectKey key, long length) throws IOException;
    }

    private final Objects objects;

    public ContentWriter(Objects objects) {
        this.objects = objects;
    }

    void write(StoredRecord record, OutputStream out) throws IOException {
        byte[] content = record.content();
        int written = 0;
        for (Cut cut : record.cuts().cuts()) {
            out.write(content, written, cut.position() - written);
            written = cut.position();
            base64(cut, out);
        }
        out.write(content, written, content.length - written);
    }

    /** The same for one who reads; nothing is whole in memory. */
    public InputStream stream(StoredRecord record) {
        return new ContentStream(record, objects);
    }

    /** In bytes, attachments included. */
    public static long length(StoredRecord record) {
        long length = record.content().length;
        for (Cut cut : record.cuts().cuts()) {
            length += (cut.length() + 2) / 3 * 4;
        }
        return length;
    }

    void copy(Cut cut, OutputStream out) throws IOException {
        try (InputStream in = objects.open(cut.object(), cut.length())) {
            in.transferTo(out);
        }
    }

    /** In multiples of three bytes, so that the pieces join. */
    private void base64(Cut cut, OutputStream out) throws IOException {
        byte[] piece = new byte[(int) Math.min(48 << 10, Math.max(cut.length(), 1))];
        Base64.Encoder encoder = Base64.getEncoder();
        try (InputStream in = objects.open(cut.object(), cut.length())) {
            for (int n = in.readNBytes(piece, 0, piece.length); n > 0; n = in.readNBytes(piece, 0, piece.length)) {
                out.write(encoder.encode(n == piece.length ? piece : java.util.Arrays.copyOf(piece, n)));
            }
        }
    }
}
