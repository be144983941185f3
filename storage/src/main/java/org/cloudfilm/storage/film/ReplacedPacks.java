package org.cloudfilm.storage.film;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.cloudfilm.storage.object.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes packs all of whose instances are kept elsewhere by now. Not before every other pack of the study is verified
 * in the object store, and not while somebody may still be reading.
 */
final class ReplacedPacks {

    private static final Logger log = LoggerFactory.getLogger(ReplacedPacks.class);

    private final PackRows rows;
    private final ObjectStore store;
    private final LocalFiles files;
    private final Clock clock;
    private final Duration readers;

    /** @param readers how long one may hold on to what it looked up */
    ReplacedPacks(PackRows rows, ObjectStore store, LocalFiles files, Clock clock, Duration readers) {
        this.rows = rows;
        this.store = store;
        this.files = files;
        this.clock = clock;
        this.readers = readers;
    }

    /** The catalogue forgets them first: a crash after that leaves an object nobody speaks of, never the reverse. */
    void remove() throws IOException {
        try {
            for (PackId id : rows.forgetReplaced(clock.instant().minus(readers))) {
                store.delete(PackFiles.key(id));
                files.discard(id);
                log.info("pack {} is removed: its instances are kept elsewhere", id);
            }
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be asked for replaced packs", e);
        }
    }
}
