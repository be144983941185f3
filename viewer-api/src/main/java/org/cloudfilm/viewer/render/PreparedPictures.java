package org.cloudfilm.viewer.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.SeriesIndex;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.object.ObjectStat;
import org.cloudfilm.storage.object.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default pictures of whole series, made once, in the background, when somebody begins to look at one. They can
 * always be made again; losing them costs time only. Thread safe.
 */
final class PreparedPictures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PreparedPictures.class);

    private final ObjectStore store;
    private final PrepareSeries prepare;
    private final Duration quiet;
    private final Cache<ObjectKey, Prepared> known;
    /** Versions being prepared, and those that could not be, for a while. */
    private final Cache<ObjectKey, Boolean> attempted = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();
    private final Set<ObjectKey> working = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor background;

    /** @param file where the object lies on this machine, if it does */
    private record Prepared(ObjectKey object, Optional<Path> file, PreparedIndex index) {}

    /** A stored picture. */
    record Stored(ObjectKey object, Optional<Path> file, PreparedIndex.Range range) {

        int length() {
            return (int) (range.end() - range.start());
        }
    }

    /** @param quiet how long after the first look a series is prepared, if it has not changed by then */
    PreparedPictures(ObjectStore store, PrepareSeries prepare, Duration quiet) {
        this.store = store;
        this.prepare = prepare;
        this.quiet = quiet;
        this.known = Caffeine.newBuilder()
                .maximumWeight(50_000)
                .weigher((ObjectKey key, Prepared one) -> one.index().size() + 1)
                .build();
        this.background = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform()
                .daemon()
                .name("prepare-pictures")
                .priority(Thread.MIN_PRIORITY)
                .factory());
        background.setKeepAliveTime(10, TimeUnit.SECONDS);
        background.allowCoreThreadTimeOut(true);
    }

    /** The picture if it is prepared. If not, sees to it that it will be. */
    Optional<Stored> find(
            StudyPermit permit, SeriesIndex series, StoredInstance instance, int frame, boolean thumbnail) {
        permit.require(instance.study());
        PreparedKey key = PreparedKey.of(permit.study(), series);
        Prepared prepared = known.getIfPresent(key.object());
        if (prepared == null) {
            prepareLater(permit, series, key);
            return Optional.empty();
        }
        return prepared.index()
                .find(instance.digest(), frame, thumbnail)
                .map(range -> new Stored(prepared.object(), prepared.file(), range));
    }

    /** The bytes of a picture that does not lie in a file here. */
    Optional<byte[]> read(Stored picture) throws IOException {
        Optional<InputStream> in =
                store.read(picture.object(), picture.range().start(), picture.length());
        if (in.isEmpty()) {
            known.invalidate(picture.object());
            return Optional.empty();
        }
        try (InputStream bytes = in.get()) {
            return Optional.of(bytes.readAllBytes());
        }
    }

    private void prepareLater(StudyPermit permit, SeriesIndex series, PreparedKey key) {
        if (attempted.getIfPresent(key.object()) != null || !working.add(key.object())) {
            return;
        }
        attempted.put(key.object(), true);
        background.execute(() -> {
            if (load(key)) {
                working.remove(key.object());
            } else {
                background.schedule(
                        () -> prepare(permit, series, key), quiet.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Whether an earlier process, or another one, has done the work. */
    private boolean load(PreparedKey key) {
        try {
            Optional<ObjectStat> stat = store.stat(key.object());
            if (stat.isEmpty()) {
                return false;
            }
            long size = stat.get().size();
            int entries = PreparedIndex.entries(bytes(key.object(), size - PreparedIndex.FOOTER, PreparedIndex.FOOTER));
            int length = entries * PreparedIndex.ENTRY + PreparedIndex.FOOTER;
            PreparedIndex index = PreparedIndex.decode(bytes(key.object(), size - length, length));
            known.put(key.object(), new Prepared(key.object(), store.localFile(key.object()), index));
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("prepared pictures cannot be read: {}", e.toString());
            return false;
        }
    }

    private byte[] bytes(ObjectKey object, long offset, int length) throws IOException {
        try (InputStream in = store.read(object, offset, length)
                .orElseThrow(() -> new IOException("prepared pictures are gone"))) {
            return in.readNBytes(length);
        }
    }

    private void prepare(StudyPermit permit, SeriesIndex series, PreparedKey key) {
        try {
            if (prepare.run(permit, series, key)) {
                load(key);
            } else {
                // it has changed: the next look is at another version
                attempted.invalidate(key.object());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("pictures of a series could not be prepared: {}", e.toString());
        } finally {
            working.remove(key.object());
        }
    }

    /** Whether nothing is being prepared. */
    boolean idle() {
        return working.isEmpty();
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
