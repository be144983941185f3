package org.cloudfilm.viewer.render;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.SeriesIndex;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.object.ObjectPage;
import org.cloudfilm.storage.object.ObjectStore;

/** Makes the default pictures of one series, full size and thumbnail, and keeps them as one object. */
final class PrepareSeries {

    /** Longer series are not prepared; nobody looks at all of them. */
    private static final int MAX_FRAMES = 20_000;
    private static final int VERSIONS_AT_MOST = 100;

    private final FilmReader reader;
    private final RenderImage render;
    private final ObjectStore store;

    PrepareSeries(FilmReader reader, RenderImage render, ObjectStore store) {
        this.reader = reader;
        this.render = render;
        this.store = store;
    }

    /** @return false when the series has changed meanwhile, and so nothing was made */
    boolean run(StudyPermit permit, SeriesIndex series, PreparedKey key) throws IOException {
        Optional<SeriesIndex> now = reader.study(permit).flatMap(study -> study.series(series.series()));
        if (now.isEmpty() || !now.get().version().equals(series.version())) {
            return false;
        }
        Path file = Files.createTempFile("cloudfilm-pictures-", ".tmp");
        try {
            write(permit, series, file);
            store.putIfAbsent(key.object(), file);
        } finally {
            Files.deleteIfExists(file);
        }
        deleteEarlierVersions(key);
        return true;
    }

    private void write(StudyPermit permit, SeriesIndex series, Path file) throws IOException {
        PreparedIndex index = new PreparedIndex();
        long at = 0;
        int frames = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (StoredInstance instance : series.instances()) {
                for (int frame = 1; frame <= instance.frames().count() && frames < MAX_FRAMES; frame++, frames++) {
                    RenderImage.Pair pair;
                    try {
                        pair = render.defaults(permit, instance, frame);
                    } catch (FrameDecodingException e) {
                        // who asks for this frame is told why
                        continue;
                    }
                    out.write(pair.full());
                    out.write(pair.thumbnail());
                    index.add(instance.digest(), frame, at, pair.full().length, pair.thumbnail().length);
                    at += pair.full().length + pair.thumbnail().length;
                }
            }
            out.write(index.encode());
        }
    }

    private void deleteEarlierVersions(PreparedKey key) throws IOException {
        for (ObjectPage.Entry one :
                store.list(key.series(), Optional.empty(), VERSIONS_AT_MOST).entries()) {
            if (!one.key().equals(key.object())) {
                store.delete(one.key());
            }
        }
    }
}
