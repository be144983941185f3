package org.cloudfilm.storage.object;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files on their way to a name, in {@code .temp} below the store's directory.
 *
 * <p>Every process that uses the directory holds a shared lock; one that finds itself alone may delete what a dead
 * one left behind.
 */
final class TempFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TempFiles.class);

    private final Path directory;
    private final FileChannel lockFile;

    private TempFiles(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    static TempFiles open(Path root) throws IOException {
        Path directory = Files.createDirectories(root.resolve(".temp"));
        FileChannel lockFile = FileChannel.open(
                root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        TempFiles temp = new TempFiles(directory, lockFile);
        try {
            temp.cleanIfAlone();
            return temp;
        } catch (IOException e) {
            temp.close();
            throw e;
        }
    }

    /** A path nobody uses. */
    Path name() {
        return directory.resolve(UUID.randomUUID().toString());
    }

    /** A new file with these bytes, on disk when this returns. */
    Path write(byte[] bytes) throws IOException {
        Path file = name();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        } catch (IOException e) {
            deleteAfter(e, file);
            throw e;
        }
        return file;
    }

    /** A copy of a file of another file system, on disk when this returns. */
    Path copyOf(Path source) throws IOException {
        Path file = name();
        try {
            Files.copy(source, file);
            sync(file);
        } catch (IOException e) {
            deleteAfter(e, file);
            throw e;
        }
        return file;
    }

    boolean owns(Path file) {
        return directory.equals(file.getParent());
    }

    int removeOlderThan(Duration age) throws IOException {
        Instant limit = Instant.now().minus(age);
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                try {
                    if (!Files.getLastModifiedTime(file).toInstant().isAfter(limit) && Files.deleteIfExists(file)) {
                        removed++;
                    }
                } catch (NoSuchFileException e) {
                    LOG.trace("finished meanwhile", e);
                }
            }
        }
        return removed;
    }

    /** Brings a file's contents, or a directory's names, to disk. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("object store: the lock file did not close", e);
        }
    }

    private void cleanIfAlone() throws IOException {
        try {
            FileLock alone = lockFile.tryLock(0, Long.MAX_VALUE, false);
            if (alone != null) {
                int removed = removeOlderThan(Duration.ZERO);
                if (removed > 0) {
                    LOG.info("object store: removed {} half-written files", removed);
                }
                alone.release();
            }
            lockFile.tryLock(0, Long.MAX_VALUE, true);
        } catch (OverlappingFileLockException e) {
            LOG.debug("object store: the directory is open elsewhere in this process", e);
        }
    }

    private static void deleteAfter(IOException failure, Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
