package org.cloudfilm.storage.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.cloudfilm.storage.object.ObjectStoreException.Kind;

/** Exactly one range of one file. */
final class FileRangeStream extends InputStream {

    private final FileChannel file;
    private final ObjectKey key;
    private long remaining;

    private FileRangeStream(FileChannel file, ObjectKey key, long length) {
        this.file = file;
        this.key = key;
        this.remaining = length;
    }

    /** Throws {@link NoSuchFileException} when there is no such file. */
    static FileRangeStream open(Path path, ObjectKey key, long offset, long length) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (length > file.size() - offset) {
                throw new ObjectStoreException(Kind.BAD_RANGE, "range reaches past the end of " + key);
            }
            file.position(offset);
            return new FileRangeStream(file, key, length);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        int n = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, remaining)));
        if (n < 0) {
            throw new ObjectStoreException(Kind.BAD_RANGE, key + " became shorter while it was read");
        }
        remaining -= n;
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = Math.clamp(n, 0, remaining);
        file.position(file.position() + skipped);
        remaining -= skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(remaining, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
