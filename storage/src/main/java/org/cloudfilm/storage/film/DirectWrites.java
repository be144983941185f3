package org.cloudfilm.storage.film;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes whole blocks of a file to disk without a copy in the page cache: few films are read soon after they came, and
 * finding memory for the copy costs more than sending the bytes to the disk. Nothing depends on it: what a file system
 * does not take this way is left to the caller.
 */
final class DirectWrites implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(DirectWrites.class);

    /** Less is sooner copied than waited for. */
    private static final int WORTH_IT = 4 * SegmentFile.BLOCK;

    private final Path file;
    private FileChannel channel;
    private boolean over;

    /** @param file exists when something is written to it */
    DirectWrites(Path file) {
        this.file = file;
    }

    /** How many of the bytes can be written as whole blocks; 0 if that is not worth it. */
    static int blocks(ByteBuffer bytes, long position) {
        int whole = bytes.remaining() & -SegmentFile.BLOCK;
        boolean fits = bytes.isDirect() && whole >= WORTH_IT && position % SegmentFile.BLOCK == 0
                && bytes.alignmentOffset(bytes.position(), SegmentFile.BLOCK) == 0;
        return fits ? whole : 0;
    }

    /**
     * @param blocks whole ones, in memory and for the file
     * @return how many bytes were written: all of them, or those before it turned out to be impossible
     */
    synchronized int write(ByteBuffer blocks, long position) {
        int written = 0;
        try {
            while (opened() && blocks.hasRemaining() && written % SegmentFile.BLOCK == 0) {
                written += channel.write(blocks, position + written);
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // a disk that fails says so again when the caller writes
            log.info("{} is written through the page cache from now on: {}", file.getFileName(), e.toString());
            close();
        }
        return written;
    }

    private boolean opened() throws IOException {
        if (channel == null && !over) {
            over = Files.getFileStore(file).getBlockSize() > SegmentFile.BLOCK;
            if (!over) {
                channel = FileChannel.open(file, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
            }
        }
        return !over;
    }

    @Override
    public synchronized void close() {
        over = true;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                log.debug("closing a file", e);
            }
        }
    }
}
