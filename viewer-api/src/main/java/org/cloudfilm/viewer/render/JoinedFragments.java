package org.cloudfilm.viewer.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.ByteSource;

/** Several ranges one after the other: a frame that was cut into fragments. */
record JoinedFragments(List<ByteSource> pieces) implements ByteSource {

    @Override
    public long length() {
        return pieces.stream().mapToLong(ByteSource::length).sum();
    }

    @Override
    public InputStream open() throws IOException {
        List<InputStream> streams = new ArrayList<>(pieces.size());
        try {
            for (ByteSource piece : pieces) {
                streams.add(piece.open());
            }
        } catch (IOException e) {
            for (InputStream stream : streams) {
                stream.close();
            }
            throw e;
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    @Override
    public Optional<FileRange> file() {
        return Optional.empty();
    }
}
