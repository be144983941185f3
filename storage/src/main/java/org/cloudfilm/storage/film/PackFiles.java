package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.object.ObjectStat;
import org.cloudfilm.storage.object.ObjectStore;

/**
 * Finds the bytes of a segment or pack: on this machine while it is written and shipped, then in the object store; those
 * that another process still holds, there.
 */
final class PackFiles {

    /** What the keys of all packs begin with. */
    static final String FOLDER = "packs/";

    private static final String EXTENSION = ".pack";

    private final Optional<LocalFiles> local;
    private final ObjectStore store;
    private final SegmentSource others;
    private final Set<PackId> leaving = ConcurrentHashMap.newKeySet();
    private final Set<PackId> missing = ConcurrentHashMap.newKeySet();

    PackFiles(LocalFiles local, ObjectStore store) {
        this(Optional.of(local), store, SegmentSource.NONE);
    }

    PackFiles(LocalFiles local, ObjectStore store, SegmentSource others) {
        this(Optional.of(local), store, others);
    }

    private PackFiles(Optional<LocalFiles> local, ObjectStore store, SegmentSource others) {
        this.local = local;
        this.store = store;
        this.others = others;
    }

    /** Of a process that keeps nothing itself. */
    static PackFiles shared(ObjectStore store, SegmentSource others) {
        return new PackFiles(Optional.empty(), store, others);
    }

    /** Holds no patient data: random, and spread over 256 folders. */
    static ObjectKey key(PackId id) {
        String name = id.toString();
        return new ObjectKey(FOLDER + name.substring(0, 2) + "/" + name + EXTENSION);
    }

    /** Which pack's key it is; empty when it is none's. */
    static Optional<PackId> id(ObjectKey key) {
        String path = key.value();
        if (!path.endsWith(EXTENSION)) {
            return Optional.empty();
        }
        try {
            String name = path.substring(path.lastIndexOf('/') + 1, path.length() - EXTENSION.length());
            // whoever reads the pack looks for it under its own key
            return Optional.of(new PackId(UUID.fromString(name))).filter(id -> key(id).equals(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** From now on readers are sent to the object store, so that the local file can go once they are done. */
    void leave(PackId id) {
        leaving.add(id);
    }

    void left(PackId id) {
        leaving.remove(id);
    }

    /** Here or in the object store; empty when it is in neither. */
    OptionalLong size(PackId id) throws IOException {
        Optional<Path> path = file(id, 0);
        if (path.isPresent()) {
            return OptionalLong.of(Files.size(path.get()));
        }
        Optional<ObjectStat> stat = store.stat(key(id));
        return stat.isPresent() ? OptionalLong.of(stat.get().size()) : OptionalLong.empty();
    }

    /** Whether it lies here and has not been sealed. */
    boolean isSegmentHere(PackId id) throws IOException {
        Path path = local.map(files -> files.pack(id)).filter(Files::exists).orElse(null);
        if (path == null) {
            return false;
        }
        try {
            long end = Files.size(path) - PackFooter.LENGTH;
            if (end >= 0) {
                try (InputStream in = new FileSource(path, end, PackFooter.LENGTH).open()) {
                    PackFooter.decode(in.readAllBytes());
                }
            }
            return end < 0;
        } catch (PackDamagedException e) {
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Whether a row may have spoken of bytes of this pack that never came; whoever wants to know waits for those that
     * come.
     */
    boolean isTorn(PackId id) {
        if (local.isEmpty()) {
            return false;
        }
        Landing landing = local.get().landing();
        landing.await(id, Long.MAX_VALUE);
        return landing.isTorn(id);
    }

    /** Packs that readers have asked for in vain. */
    Set<PackId> missing() {
        return missing;
    }

    ByteSource range(PackId id, long offset, long length) {
        return new PackRange(id, offset, length);
    }

    /** A range of the metadata that lies beside an open segment; empty when it was sealed long enough ago. */
    Optional<ByteSource> openMetadata(PackId id, long offset, long length) throws IOException {
        Optional<Path> path = local.map(files -> files.metadata(id)).filter(Files::exists);
        if (path.isPresent()) {
            return Optional.of(new FileSource(path.get(), offset, length));
        }
        // read at once: whether it is still there shows only then
        Optional<InputStream> elsewhere = others.open(id, SegmentSource.Part.METADATA, offset, length);
        if (elsewhere.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = elsewhere.get()) {
            return Optional.of(new HeldBytes(in.readNBytes(Math.toIntExact(length))));
        }
    }

    /** A file that stays: ours until it is about to leave, then the object store's if it keeps files. */
    private Optional<Path> file(PackId id, long end) throws IOException {
        Optional<Path> ours =
                local.map(files -> files.pack(id, end)).filter(path -> !leaving.contains(id) && Files.exists(path));
        return ours.isPresent() ? ours : store.localFile(key(id));
    }

    /** Once opened, a file may be deleted under its reader; before that, ours may go at any moment. */
    private Optional<InputStream> openHere(PackId id, long offset, long length) throws IOException {
        Optional<Path> path = file(id, offset + length).or(() -> local.map(files -> files.pack(id)));
        try {
            return path.isPresent()
                    ? Optional.of(new FileSource(path.get(), offset, length).open())
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Empty when the bytes lie nowhere. */
    Optional<InputStream> find(PackId id, long offset, long length) throws IOException {
        Optional<InputStream> here = openHere(id, offset, length);
        if (here.isPresent()) {
            return here;
        }
        Optional<InputStream> stored = store.read(key(id), offset, length);
        return stored.isPresent() ? stored : others.open(id, SegmentSource.Part.BYTES, offset, length);
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
            Optional<InputStream> found = find(id, offset, length);
            if (found.isEmpty()) {
                missing.add(id);
                throw new IOException("pack " + id + " is neither here nor in the object store");
            }
            return found.get();
        }

        @Override
        public Optional<FileRange> file() {
            try {
                return PackFiles.this.file(id, offset + length).map(path -> new FileRange(path, offset, offset + length));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
