package org.cloudfilm.viewer.dicomweb;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import org.cloudfilm.storage.film.ByteSource;

/** Bytes in memory. */
record HeldBytes(byte[] bytes) implements ByteSource {

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public Optional<FileRange> file() {
        return Optional.empty();
    }
}
