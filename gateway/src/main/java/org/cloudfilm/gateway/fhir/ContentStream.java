package org.cloudfilm.gateway.fhir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import org.cloudfilm.storage.record.AttachmentCuts.Cut;
import org.cloudfilm.storage.record.StoredRecord;

/** What {@link ContentWriter} writes, for one who reads: pieces of the content and attachments by turns. */
final class ContentStream extends InputStream {

    private static final int PIECE = 48 << 10;

    private interface Part {
        InputStream open() throws IOException;
    }

    private final Deque<Part> parts = new ArrayDeque<>();
    private InputStream current = nullInputStream();

    ContentStream(StoredRecord record, ContentWriter.Objects objects) {
        byte[] content = record.content();
        int read = 0;
        for (Cut cut : record.cuts().cuts()) {
            int from = read;
            parts.add(() -> new ByteArrayInputStream(content, from, cut.position() - from));
            parts.add(() -> new Base64Text(objects.open(cut.object(), cut.length())));
            read = cut.position();
        }
        int rest = read;
        parts.add(() -> new ByteArrayInputStream(content, rest, content.length - rest));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int n = current.read(to, offset, length);
        while (n < 0 && !parts.isEmpty()) {
            current.close();
            current = parts.remove().open();
            n = current.read(to, offset, length);
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        parts.clear();
        current.close();
    }

    /** Bytes as base64, in multiples of three so that the pieces join. */
    private static final class Base64Text extends InputStream {

        private final InputStream bytes;
        private InputStream piece = nullInputStream();

        Base64Text(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int n = piece.read(to, offset, length);
            if (n >= 0) {
                return n;
            }
            byte[] next = new byte[PIECE];
            int size = bytes.readNBytes(next, 0, PIECE);
            if (size == 0) {
                return -1;
            }
            piece = new ByteArrayInputStream(Base64.getEncoder().encode(Arrays.copyOf(next, size)));
            return piece.read(to, offset, length);
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
