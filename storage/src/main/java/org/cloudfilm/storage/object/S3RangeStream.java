package org.cloudfilm.storage.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.cloudfilm.storage.object.ObjectStoreException.Kind;

/** Exactly one range of one object; a connection that breaks is replaced by one that begins where it broke. */
final class S3RangeStream extends InputStream {

    /** Opens the object at an offset, for a length. */
    interface Source {
        InputStream open(long offset, long length) throws ObjectStoreException;
    }

    private final ObjectKey key;
    private final Source source;
    private final S3Calls calls;
    private InputStream current;
    private long position;
    private long remaining;
    private int failures;

    S3RangeStream(ObjectKey key, long offset, long length, InputStream first, Source source, S3Calls calls) {
        this.key = key;
        this.source = source;
        this.calls = calls;
        this.current = first;
        this.position = offset;
        this.remaining = length;
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
        while (remaining > 0) {
            int n = readSome(bytes, offset, (int) Math.min(length, remaining));
            if (n > 0) {
                position += n;
                remaining -= n;
                return n;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }

    /** Bytes read, or 0 after the connection was replaced. */
    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        try {
            int n = current.read(bytes, offset, length);
            if (n > 0) {
                return n;
            }
            resume(new IOException("the answer ended early"));
        } catch (ObjectStoreException e) {
            throw e;
        } catch (IOException e) {
            resume(e);
        }
        return 0;
    }

    private void resume(IOException cause) throws ObjectStoreException {
        failures++;
        if (failures >= calls.attempts()) {
            throw new ObjectStoreException(
                    Kind.UNAVAILABLE, "object store: read of " + key + " broke off " + failures + " times", cause);
        }
        try {
            current.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        calls.pauseBefore(failures + 1);
        current = source.open(position, remaining);
    }
}
