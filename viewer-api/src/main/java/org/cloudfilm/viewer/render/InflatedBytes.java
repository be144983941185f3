package org.cloudfilm.viewer.render;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.dicom.Part10;

/**
 * A range of a deflated data set as it was before. What lies in front of it is inflated and dropped whenever it is
 * opened; nothing is held.
 *
 * @param entry  the whole Part 10 entry
 * @param offset as if the data set lay in the entry inflated
 */
public record InflatedBytes(ByteSource entry, long offset, long length) implements ByteSource {

    private static final int BUFFER = 64 << 10;

    /** All of the data set, whatever its length. */
    public static InputStream whole(ByteSource entry) throws IOException {
        return new Inflating(entry, 0, Long.MAX_VALUE);
    }

    @Override
    public InputStream open() throws IOException {
        return new Inflating(entry, offset, length);
    }

    @Override
    public Optional<FileRange> file() {
        return Optional.empty();
    }

    private static final class Inflating extends InflaterInputStream {

        private long left = Long.MAX_VALUE;

        Inflating(ByteSource entry, long offset, long length) throws IOException {
            super(new BufferedInputStream(entry.open(), BUFFER), new Inflater(true), BUFFER);
            try {
                int start = Part10.parse(in).length();
                if (offset > start) {
                    skipNBytes(offset - start);
                }
                left = length;
            } catch (IOException | RuntimeException e) {
                close();
                throw e;
            }
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = super.read(into, from, (int) Math.min(most, left));
            left -= Math.max(n, 0);
            return n;
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }
}
