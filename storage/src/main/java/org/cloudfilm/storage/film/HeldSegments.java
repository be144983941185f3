package org.cloudfilm.storage.film;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Segments, and packs on their way to the object store, that lie with this process, for others that read them. */
public final class HeldSegments {

    private final LocalFiles files;

    HeldSegments(LocalFiles files) {
        this.files = files;
    }

    /** Empty when it is not here, or ends before the range does. */
    public Optional<ByteSource> find(PackId pack, SegmentSource.Part part, long offset, long length) {
        Path path = switch (part) {
            case BYTES -> files.pack(pack, offset + length);
            case METADATA -> files.metadata(pack);
        };
        boolean whole = offset >= 0 && length >= 0 && Files.isRegularFile(path)
                && offset <= path.toFile().length() - length;
        return whole ? Optional.of(new FileSource(path, offset, length)) : Optional.empty();
    }
}
