package org.cloudfilm.storage.film;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written by position. The port through which tests let a disk be full or fail. */
interface SegmentFile extends Closeable {

    /** Bytes that begin at a multiple of it, in the file and in memory alike, can go to disk without being copied. */
    int BLOCK = 4096;

    /** Writes all that remains of the buffer. After a failure the file may hold any part of it. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Everything written so far survives a power loss once this returns. */
    void force() throws IOException;

    void truncate(long size) throws IOException;

    /** Fills the buffer's remaining space. */
    void read(ByteBuffer into, long position) throws IOException;

    long size() throws IOException;

    Path path();

    /** Opens files for reading and writing, creating those that are missing. */
    interface Opener {
        SegmentFile open(Path path) throws IOException;
    }

    static SegmentFile onDisk(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new OnDisk(path, channel);
    }

    /**
     * The real thing. An interrupt of a thread that writes closes the channel under it; the file is then opened anew,
     * because others' records lie in it.
     */
    final class OnDisk implements SegmentFile {

        private final Path path;
        private final DirectWrites blocks;
        private FileChannel channel;
        private boolean closed;

        OnDisk(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
            this.blocks = new DirectWrites(path);
        }

        private synchronized FileChannel channel() throws IOException {
            if (!channel.isOpen() && !closed) {
                channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            }
            return channel;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            int whole = DirectWrites.blocks(bytes, position);
            int written = whole == 0 ? 0 : blocks.write(bytes.slice(bytes.position(), whole), position);
            writeThroughCache(bytes.position(bytes.position() + written), position + written);
        }

        private void writeThroughCache(ByteBuffer bytes, long position) throws IOException {
            FileChannel to = channel();
            long at = position;
            while (bytes.hasRemaining()) {
                at += to.write(bytes, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel().force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel().truncate(size);
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            FileChannel from = channel();
            long at = position;
            while (into.hasRemaining()) {
                int n = from.read(into, at);
                if (n < 0) {
                    throw new EOFException("file ends at " + at);
                }
                at += n;
            }
        }

        @Override
        public long size() throws IOException {
            return channel().size();
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public synchronized void close() throws IOException {
            closed = true;
            blocks.close();
            channel.close();
        }
    }
}
