package org.cloudfilm.viewer.render;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.dicom.FrameBits;

/**
 * A frame that begins or ends within a byte, moved to a byte boundary as it goes by; the bits behind its end are 0.
 *
 * @param around the bytes that have a bit of it
 */
record AlignedBits(ByteSource around, FrameBits bits) implements ByteSource {

    @Override
    public long length() {
        return bits.length();
    }

    @Override
    public InputStream open() throws IOException {
        return new Moving(new BufferedInputStream(around.open()));
    }

    @Override
    public Optional<FileRange> file() {
        return Optional.empty();
    }

    private final class Moving extends InputStream {

        private final InputStream in;
        private final int shift = bits.shift();
        private long left = bits.length();
        private int next;

        Moving(InputStream in) throws IOException {
            this.in = in;
            this.next = in.read();
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            int low = next;
            if (low < 0) {
                throw new EOFException("stored bits end early");
            }
            next = in.read();
            int moved = (low >>> shift | Math.max(next, 0) << 8 - shift) & 0xFF;
            int rest = (int) (bits.count() % 8);
            return left > 0 || rest == 0 ? moved : moved & (1 << rest) - 1;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
