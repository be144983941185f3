package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.object.ObjectStore;

/** Finds the bytes of a segment or pack: on this machine while it is written and shipped, then in the object store. */
final class PackFiles {

    private final LocalFiles local;
    private final ObjectStore store;
    private final Set<PackId> leaving = ConcurrentHashMap.newKeySet();

    PackFiles(LocalFiles local, ObjectStore store) {
        this.local = local;
        this.store = store;
    }

    /** Holds no patient data: random, and spread over 256 folders. */
    static ObjectKey key(PackId id) {
        String name = id.toString();
        return new ObjectKey("packs/" + name.substring(0, 2) + "/" + name + ".pack");
    }

    /** From now on readers are sent to the object store, so that the local file can go once they are done. */
    void leave(PackId id) {
        leaving.add(id);
    }

    void left(PackId id) {
        leaving.remove(id);
    }

    ByteSource range(PackId id, long offset, long length) {
        return new PackRange(id, offset, length);
    }

    /** A range of the metadata that lies beside an open segment; empty when it was sealed long enough ago. */
    Optional<ByteSource> openMetadata(PackId id, long offset, long length) {
        Path path = local.metadata(id);
        return Files.exists(path) ? Optional.of(new FileSource(path, offset, length)) : Optional.empty();
    }

    /** A file that stays: ours until it is about to leave, then the object store's if it keeps files. */
    private Optional<Path> file(PackId id) throws IOException {
        Path path = local.pack(id);
        if (!leaving.contains(id) && Files.exists(path)) {
            return Optional.of(path);
        }
        return store.localFile(key(id));
    }

    /** Once opened, a file may be deleted under its reader; before that, ours may go at any moment. */
    private Optional<InputStream> openHere(PackId id, long offset, long length) throws IOException {
        Path path = file(id).orElse(local.pack(id));
        try {
            return Optional.of(new FileSource(path, offset, length).open());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Looks for the bytes each time it is asked: they may have moved since. */
    private final class PackRange implements ByteSource {

        private final PackId id;
        private final long offset;
        private final long length;

        PackRange(PackId id, long offset, long length) {
            this.id = id;
            this.offset = offset;
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public InputStream open() throws IOException {
            Optional<InputStream> here = openHere(id, offset, length);
            if (here.isPresent()) {
                return here.get();
            }
            return store.read(key(id), offset, length)
                    .orElseThrow(() -> new IOException("pack " + id + " is neither here nor in the object store"));
        }

        @Override
        public Optional<FileRange> file() {
            try {
                return PackFiles.this.file(id).map(path -> new FileRange(path, offset, offset + length));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
