package org.cloudfilm.storage.film;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/** A range that is in memory already. */
public record HeldBytes(byte[] bytes) implements ByteSource {

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
