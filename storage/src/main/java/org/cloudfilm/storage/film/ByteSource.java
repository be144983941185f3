package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A range of stored bytes that can be read once or more, streamed. */
public interface ByteSource {

    /** In bytes. */
    long length();

    /**
     * Exactly these bytes, from the first; the caller closes the stream.
     *
     * @throws IOException when they cannot be had now, or lie nowhere any more
     */
    InputStream open() throws IOException;

    /** Where the bytes lie in a file of this machine, for zero-copy sending; empty when they do not. */
    Optional<FileRange> file();

    /**
     * A range of a local file. The file stays readable for at least a minute after this was returned, even when its
     * segment is sealed or moved meanwhile.
     */
    record FileRange(Path path, long start, long end) {}
}
