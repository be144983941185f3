package org.cloudfilm.storage.film;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.object.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings sealed packs to the object store. A pack leaves this machine only after it was verified there. */
final class Shipping {

    private static final Logger log = LoggerFactory.getLogger(Shipping.class);

    private final LocalFiles files;
    private final PackFiles packs;
    private final DeliverPack deliver;
    private final PackRows rows;
    private final ScheduledExecutorService timer;
    private final Retry retry;
    private final Clock clock;
    private final long keepMillis;
    private final Set<PackId> waiting = ConcurrentHashMap.newKeySet();

    Shipping(FilmArchiveSettings settings, LocalFiles files, PackFiles packs, ObjectStore store, PackRows rows,
            Retry retry, ScheduledExecutorService timer) {
        this.files = files;
        this.packs = packs;
        this.deliver = new DeliverPack(files, packs, store);
        this.rows = rows;
        this.retry = retry;
        this.timer = timer;
        this.clock = settings.clock();
        this.keepMillis = settings.keepLocal().toMillis();
    }

    /** Packs that are not yet verified in the store. */
    int waiting() {
        return waiting.size();
    }

    /** @param changed is told once the catalogue points to the store */
    void ship(PackId id, Runnable changed) {
        if (waiting.add(id)) {
            retry.soon("shipping pack " + id, () -> {
                put(id);
                changed.run();
                waiting.remove(id);
                leave(id);
            });
        }
    }

    /** Not one that was replaced, which an earlier process left here: it may be being removed from the store. */
    private void put(PackId id) throws IOException {
        try {
            if (rows.isKept(id)) {
                rows.stored(id, deliver.deliver(id).value(), clock.instant());
            }
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be told where pack " + id + " is", e);
        }
    }

    /** Readers go to the store from now on; the file stays for those who hold a range of it. */
    private void leave(PackId id) {
        packs.leave(id);
        try {
            timer.schedule(() -> remove(id), keepMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the next start removes pack {}", id);
        }
    }

    private void remove(PackId id) {
        try {
            files.discard(id);
            packs.left(id);
        } catch (IOException e) {
            log.warn("the local file of pack {}, which is in the object store, cannot be removed", id, e);
        }
    }
}
