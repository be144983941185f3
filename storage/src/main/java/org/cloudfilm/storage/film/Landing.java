package org.cloudfilm.storage.film;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Instances that the catalogue may show a moment before their bytes are safely on disk, which go there at the same time.
 * Whoever meets such a row, to read or to rely on it, waits here until they are.
 */
final class Landing {

    private record Coming(long from, CompletableFuture<Void> over) {}

    /** A pack is written by one at a time. */
    private final Map<PackId, Coming> coming = new ConcurrentHashMap<>();
    private final Set<PackId> torn = ConcurrentHashMap.newKeySet();

    /** @param from where the bytes that come begin in the pack */
    void begin(PackId pack, long from) {
        coming.put(pack, new Coming(from, new CompletableFuture<>()));
    }

    /** @param whole the bytes are on disk; otherwise the row that speaks of them is gone again if that was possible */
    void end(PackId pack, boolean whole) {
        if (!whole) {
            torn.add(pack);
        }
        coming.remove(pack).over().complete(null);
    }

    /** Waits until what comes to the pack before that place has come or failed. */
    void await(PackId pack, long end) {
        Coming bytes = coming.get(pack);
        if (bytes != null && bytes.from() < end) {
            bytes.over().join();
        }
    }

    /** Whether bytes of which a row may have spoken never came to the pack. */
    boolean isTorn(PackId pack) {
        return torn.contains(pack);
    }
}
