package org.cloudfilm.storage.film;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** A range of a file of this machine. */
record FileSource(Path path, long start, long length) implements ByteSource {

    @Override
    public InputStream open() throws IOException {
        return new RangeStream(FileChannel.open(path, StandardOpenOption.READ), start, length);
    }

    @Override
    public Optional<FileRange> file() {
        return Optional.of(new FileRange(path, start, start + length));
    }

    private static final class RangeStream extends InputStream {

        private final FileChannel channel;
        private final long end;
        private long at;

        RangeStream(FileChannel channel, long start, long length) {
            this.channel = channel;
            this.at = start;
            this.end = start + length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (at >= end) {
                return -1;
            }
            int wanted = (int) Math.min(length, end - at);
            int n = channel.read(ByteBuffer.wrap(into, offset, wanted), at);
            if (n < 0) {
                throw new EOFException("the file ends before the range");
            }
            at += n;
            return n;
        }

        @Override
        public long skip(long n) {
            long skipped = Math.max(0, Math.min(n, end - at));
            at += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, end - at);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
