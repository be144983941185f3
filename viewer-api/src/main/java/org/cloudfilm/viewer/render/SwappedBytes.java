package org.cloudfilm.viewer.render;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Element;
import org.cloudfilm.storage.film.dicom.Tags;

/**
 * Big endian samples as little endian ones, as they go by.
 *
 * @param width bytes of a sample or word: 2, 4 or 8; the length of the stored bytes is a multiple of it
 */
public record SwappedBytes(ByteSource stored, int width) implements ByteSource {

    /**
     * What lies in a big endian data set, as little endian (PS3.5 section 7.3).
     *
     * @param width see {@link #width}
     */
    public static ByteSource of(ByteSource stored, int width) {
        return width > 1 && stored.length() % width == 0 ? new SwappedBytes(stored, width) : stored;
    }

    /**
     * How many bytes of a value change their places together; 1 when none do. In pixel data they are those of a sample,
     * but words are swapped even where samples are bytes.
     *
     * @param around the data set or item the value is of
     */
    public static int width(Dataset around, Element value) {
        return switch (value.tag()) {
            case Tags.PixelData, Tags.FloatPixelData, Tags.DoubleFloatPixelData ->
                Math.max(value.vr().wordSize(), around.integer(Tags.BitsAllocated, 8) / 8);
            default -> value.vr().wordSize();
        };
    }

    @Override
    public long length() {
        return stored.length();
    }

    @Override
    public InputStream open() throws IOException {
        return new Swapping(stored.open());
    }

    @Override
    public Optional<FileRange> file() {
        return Optional.empty();
    }

    private final class Swapping extends FilterInputStream {

        private final byte[] sample = new byte[width];
        private int left;

        Swapping(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                left = in.readNBytes(sample, 0, width);
                if (left == 0) {
                    return -1;
                }
            }
            return sample[--left] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int whole = left == 0 ? length - length % width : 0;
            if (whole == 0) {
                return some(into, offset, length);
            }
            int n = in.readNBytes(into, offset, whole);
            for (int at = offset; at < offset + n; at += width) {
                for (int low = at, high = at + width - 1; low < high; low++, high--) {
                    byte kept = into[low];
                    into[low] = into[high];
                    into[high] = kept;
                }
            }
            return n == 0 ? -1 : n;
        }

        private int some(byte[] into, int offset, int length) throws IOException {
            int n = 0;
            for (int one; n < length && (one = read()) >= 0; n++) {
                into[offset + n] = (byte) one;
            }
            return n == 0 && length > 0 ? -1 : n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = 0;
            while (skipped < n && read() >= 0) {
                skipped++;
            }
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return left + in.available();
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
