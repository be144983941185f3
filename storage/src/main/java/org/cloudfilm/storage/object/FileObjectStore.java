package org.cloudfilm.storage.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.object.ObjectStoreException.Kind;

/**
 * Objects as files below one directory; the key is the path. What is being written lies in {@code .temp} and gets its
 * name by a hard link, which is atomic and refuses a name that is taken, so the directory's file system must have
 * hard links.
 */
final class FileObjectStore implements ObjectStore {

    private final Path root;
    private final TempFiles temp;

    private FileObjectStore(Path root, TempFiles temp) {
        this.root = root;
        this.temp = temp;
    }

    static FileObjectStore open(ObjectStoreSettings.Files settings) throws ObjectStoreException {
        Path root = settings.directory();
        try {
            Files.createDirectories(root);
            FileObjectStore store = new FileObjectStore(root, TempFiles.open(root));
            store.requireUsable();
            return store;
        } catch (IOException e) {
            throw new ObjectStoreException(
                    Kind.MISCONFIGURED, "object store: directory " + root + " cannot be used: " + reason(e), e);
        }
    }

    @Override
    public Created putIfAbsent(ObjectKey key, Path file) throws ObjectStoreException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("no file to store as " + key);
        }
        try {
            TempFiles.sync(file);
            return link(key, file);
        } catch (IOException e) {
            throw failed("put", key, e);
        }
    }

    @Override
    public Created putIfAbsent(ObjectKey key, byte[] bytes) throws ObjectStoreException {
        try {
            Path written = temp.write(bytes);
            try {
                return link(key, written);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw failed("put", key, e);
        }
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) throws ObjectStoreException {
        try {
            Path target = makeFolders(key);
            Path written = temp.write(bytes);
            try {
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
            TempFiles.sync(target.getParent());
        } catch (IOException e) {
            throw failed("put", key, e);
        }
    }

    @Override
    public Optional<InputStream> read(ObjectKey key, long offset, long length) throws ObjectStoreException {
        if (offset < 0 || length < 0) {
            throw new ObjectStoreException(Kind.BAD_RANGE, "negative range of " + key);
        }
        try {
            return Optional.of(FileRangeStream.open(path(key), key, offset, length));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", key, e);
        }
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws ObjectStoreException {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(path(key), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return file.isRegularFile()
                    ? Optional.of(new ObjectStat(file.size(), OptionalInt.empty()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("stat", key, e);
        }
    }

    @Override
    public ObjectPage list(String prefix, Optional<ObjectKey> after, int limit) throws ObjectStoreException {
        ObjectPage.requireLimit(limit);
        try {
            List<ObjectPage.Entry> found = new ArrayList<>();
            new FileListing(root, prefix, after.map(ObjectKey::value).orElse(""), limit + 1).collect(found);
            boolean more = found.size() > limit;
            return new ObjectPage(more ? found.subList(0, limit) : found, more);
        } catch (IOException e) {
            throw new ObjectStoreException(Kind.UNAVAILABLE, "object store: list failed: " + reason(e), e);
        }
    }

    @Override
    public void delete(ObjectKey key) throws ObjectStoreException {
        try {
            Path file = path(key);
            if (Files.deleteIfExists(file)) {
                TempFiles.sync(file.getParent());
            }
        } catch (IOException e) {
            throw failed("delete", key, e);
        }
    }

    @Override
    public Optional<Path> localFile(ObjectKey key) {
        Path file = path(key);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(file) : Optional.empty();
    }

    @Override
    public void check() throws ObjectStoreException {
        try {
            requireUsable();
        } catch (IOException e) {
            throw new ObjectStoreException(
                    Kind.UNAVAILABLE, "object store: directory " + root + " cannot be used: " + reason(e), e);
        }
    }

    @Override
    public int removeAbandonedUploads(Duration age) throws ObjectStoreException {
        try {
            return temp.removeOlderThan(age);
        } catch (IOException e) {
            throw new ObjectStoreException(Kind.UNAVAILABLE, "object store: clean-up failed: " + reason(e), e);
        }
    }

    @Override
    public void close() {
        temp.close();
    }

    private Created link(ObjectKey key, Path file) throws IOException {
        Path target = makeFolders(key);
        Created created = linkOnce(target, file);
        // also when it was there: whoever made it may not have reached this line
        TempFiles.sync(target.getParent());
        return created;
    }

    private Created linkOnce(Path target, Path file) throws IOException {
        try {
            Files.createLink(target, file);
            return Created.NEW;
        } catch (FileAlreadyExistsException e) {
            return Created.EXISTS;
        } catch (IOException e) {
            if (temp.owns(file)) {
                throw e;
            }
        }
        // another file system: nothing but a copy can bring the bytes here
        Path copy = temp.copyOf(file);
        try {
            return linkOnce(target, copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private Path makeFolders(ObjectKey key) throws IOException {
        Path target = path(key);
        makeFolder(target.getParent());
        return target;
    }

    private void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        makeFolder(folder.getParent());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        TempFiles.sync(folder.getParent());
    }

    private void requireUsable() throws IOException {
        Path probe = temp.write(new byte[1]);
        Path second = temp.name();
        try {
            Files.createLink(second, probe);
        } catch (UnsupportedOperationException e) {
            throw new IOException("its file system has no hard links", e);
        } finally {
            Files.deleteIfExists(second);
            Files.deleteIfExists(probe);
        }
    }

    private Path path(ObjectKey key) {
        return root.resolve(key.value());
    }

    private static ObjectStoreException failed(String what, ObjectKey key, IOException e) {
        if (e instanceof ObjectStoreException translated) {
            return translated;
        }
        Kind kind = e instanceof AccessDeniedException || e instanceof AtomicMoveNotSupportedException
                ? Kind.DENIED
                : Kind.UNAVAILABLE;
        return new ObjectStoreException(kind, "object store: " + what + " of " + key + " failed: " + reason(e), e);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
