package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.cloudfilm.storage.hospital.HospitalId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open segments. A writer borrows a lane of its study for the length of one instance; lanes nobody borrows are
 * handed to sealing when they have been idle for long enough, are full, or there are too many.
 */
final class Lanes {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final FilmArchiveSettings settings;
    private final LocalFiles files;
    private final RandomGenerator random;
    private final Clock clock;
    private final Consumer<Lane> seal;
    private final Map<Key, List<Lane>> idle = new HashMap<>();
    private final Set<Lane> lent = Collections.newSetFromMap(new IdentityHashMap<>());
    private int open;
    private boolean closed;

    /** A study sent by two hospitals never shares a segment, though only one of them will be accepted. */
    private record Key(StudyUid study, HospitalId hospital) {}

    Lanes(FilmArchiveSettings settings, LocalFiles files, RandomGenerator random, Consumer<Lane> seal) {
        this.settings = settings;
        this.files = files;
        this.random = random;
        this.clock = settings.clock();
        this.seal = seal;
    }

    Lane borrow(StudyUid study, HospitalId hospital) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IOException("the archive is closing");
            }
            List<Lane> free = idle.get(new Key(study, hospital));
            if (free != null && !free.isEmpty()) {
                Lane lane = free.removeLast();
                lent.add(lane);
                return lane;
            }
            open++;
        }
        try {
            Lane lane = create(study, hospital);
            synchronized (this) {
                lent.add(lane);
            }
            return lane;
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                open--;
            }
            throw e;
        }
    }

    private Lane create(StudyUid study, HospitalId hospital) throws IOException {
        PackHeader header =
                PackHeader.create(study, hospital, clock.instant().truncatedTo(ChronoUnit.MILLIS), random);
        PackId id = header.id();
        SegmentFile file = files.openSegment(id);
        SegmentFile metadata = null;
        boolean made = false;
        try {
            metadata = files.openMetadata(id);
            file.write(ByteBuffer.wrap(header.encode()), 0);
            files.force();
            made = true;
            return new Lane(header, file, metadata);
        } finally {
            if (!made) {
                file.close();
                if (metadata != null) {
                    metadata.close();
                }
                files.discard(id);
            }
        }
    }

    void giveBack(Lane lane) {
        lane.touch();
        synchronized (this) {
            lent.remove(lane);
        }
        boolean full = lane.retired() || lane.end() >= settings.sealSize() || closed();
        if (full) {
            release(lane);
            return;
        }
        synchronized (this) {
            idle.computeIfAbsent(key(lane), k -> new ArrayList<>(2)).add(lane);
        }
    }

    /** Lent or idle. */
    synchronized int open() {
        return open;
    }

    private synchronized boolean closed() {
        return closed;
    }

    private static Key key(Lane lane) {
        return new Key(lane.header.study(), lane.header.hospital());
    }

    private void release(Lane lane) {
        synchronized (this) {
            open--;
        }
        seal.accept(lane);
    }

    /** To be called a few times per second: hands idle lanes to sealing. */
    void tick() {
        for (Lane lane : takeIdle(settings.sealAfterIdle().toNanos())) {
            release(lane);
        }
    }

    /** Hands all idle lanes to sealing now. */
    void sealIdle() {
        for (Lane lane : takeIdle(Long.MIN_VALUE)) {
            release(lane);
        }
    }

    /**
     * All lanes go to sealing, which compares them with the catalogue, and those that are lent go when they come back.
     * For when the database may have lost its last commits.
     */
    void renew() {
        synchronized (this) {
            lent.forEach(Lane::retire);
        }
        sealIdle();
    }

    /** No lane is lent any more; those still lent go to sealing when they come back. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        sealIdle();
    }

    private synchronized List<Lane> takeIdle(long olderThan) {
        List<Lane> all = new ArrayList<>();
        idle.values().forEach(all::addAll);
        all.sort(Comparator.comparingLong(Lane::idleNanos).reversed());
        int surplus = open - settings.maxOpenSegments();
        List<Lane> taken = new ArrayList<>();
        for (Lane lane : all) {
            if (lane.idleNanos() >= olderThan || surplus-- > 0) {
                taken.add(lane);
                idle.get(key(lane)).remove(lane);
            }
        }
        Iterator<List<Lane>> lists = idle.values().iterator();
        while (lists.hasNext()) {
            if (lists.next().isEmpty()) {
                lists.remove();
            }
        }
        if (surplus > 0) {
            log.warn("{} segments are being written at once, more than the {} expected", open,
                    settings.maxOpenSegments());
        }
        return taken;
    }
}
