package org.cloudfilm.storage.film;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DicomJson;

/**
 * One DICOM JSON object, deflated so that chunks can be strung together to one stream (RFC 1951): nothing refers to
 * bytes before the chunk, it ends on a byte boundary, and no block is the last.
 */
record MetadataChunk(byte[] deflated, int plainLength, int crc) {

    /** The next would take half as long again for a tenth less. */
    private static final int LEVEL = 3;

    /** The JSON is deflated as it is written: of a large header it may be several times as large. */
    static MetadataChunk of(Dataset header, String bulkPrefix) throws IOException {
        try (Deflating out = new Deflating()) {
            DicomJson.write(header, out, bulkPrefix);
            return out.chunk();
        }
    }

    private static final class Deflating extends OutputStream {

        private final Deflater deflater = new Deflater(LEVEL, true);
        private final CRC32 crc = new CRC32();
        private final ByteArrayOutputStream deflated = new ByteArrayOutputStream(8 << 10);
        private final byte[] buffer = new byte[8 << 10];
        private long length;

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            crc.update(bytes, offset, count);
            length += count;
            deflater.setInput(bytes, offset, count);
            drain(Deflater.NO_FLUSH);
        }

        MetadataChunk chunk() throws IOException {
            drain(Deflater.FULL_FLUSH);
            if (length > Integer.MAX_VALUE) {
                throw new IOException("the metadata are too long");
            }
            return new MetadataChunk(deflated.toByteArray(), (int) length, (int) crc.getValue());
        }

        private void drain(int flush) {
            int n;
            do {
                n = deflater.deflate(buffer, 0, buffer.length, flush);
                deflated.write(buffer, 0, n);
            } while (n == buffer.length);
        }

        @Override
        public void close() {
            deflater.end();
        }
    }
}
