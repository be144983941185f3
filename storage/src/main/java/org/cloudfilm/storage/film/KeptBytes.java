package org.cloudfilm.storage.film;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cloudfilm.storage.object.ObjectStoreException;

/** Whether an instance the catalogue knows can still be read, and rebuilt from, where the catalogue says it lies. */
final class KeptBytes {

    /** A study that is sent again asks for the same few packs hundreds of times. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MOST = 8;

    private record Opened(PackFile file, Map<Long, PackRecord> index) {}

    private final PackFiles packs;
    private final Cache<PackId, Opened> opened =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    KeptBytes(PackFiles packs) {
        this.packs = packs;
    }

    /**
     * Reads the whole instance. What the object store cannot be asked for now is not gone. What only another process can
     * have is, while that does not answer: it may have ended before the bytes came that its row in the catalogue speaks of.
     */
    boolean gone(StudyContents.Place place) {
        try {
            return !sound(place);
        } catch (PackDamagedException | EOFException e) {
            return true;
        } catch (ObjectStoreException e) {
            return e.kind() == ObjectStoreException.Kind.BAD_RANGE;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean sound(StudyContents.Place place) throws IOException {
        PackId id = place.pack();
        if (packs.isTorn(id)) {
            return false;
        }
        if (packs.isSegmentHere(id)) {
            // what is wrong with a segment shows, and is mended, when it is read back at a start
            return true;
        }
        OptionalLong size = packs.size(id);
        if (size.isEmpty()) {
            return isElsewhere(place);
        }
        Opened pack = opened.getIfPresent(id);
        if (pack == null || pack.file().size() != size.getAsLong()) {
            pack = open(id, size.getAsLong());
            opened.put(id, pack);
        }
        PackRecord record = pack.index().get(place.position());
        return record != null && pack.file().holds(record) && pack.file().holdsMetadata(record);
    }

    private boolean isElsewhere(StudyContents.Place place) throws ObjectStoreException {
        try {
            Optional<InputStream> found = packs.find(place.pack(), place.position(), 1);
            if (found.isPresent()) {
                found.get().close();
            }
            return found.isPresent();
        } catch (ObjectStoreException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    private Opened open(PackId id, long size) throws IOException {
        PackFile file = PackFile.open(packs, id, size);
        Map<Long, PackRecord> index = new HashMap<>();
        long end = PackHeader.LENGTH;
        for (PackRecord record : file.index()) {
            index.put(record.position(), record);
            end = record.position() + record.length();
        }
        file.checkClosing(end);
        return new Opened(file, index);
    }
}
