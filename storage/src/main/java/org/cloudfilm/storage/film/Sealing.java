package org.cloudfilm.storage.film;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What happens to a segment nobody writes to any more: compared with the catalogue, sealed, told to the catalogue with
 * a commit that is flushed, and handed to shipping.
 */
final class Sealing {

    private final LocalFiles files;
    private final PackRows rows;
    private final Reconcile reconcile;
    private final Shipping shipping;
    private final Retry retry;
    private final Clock clock;
    private final Consumer<StudyUid> changed;
    private final Set<PackId> waiting = ConcurrentHashMap.newKeySet();

    Sealing(FilmArchiveSettings settings, LocalFiles files, PackRows rows, Reconcile reconcile,
            Shipping shipping, Retry retry, Consumer<StudyUid> changed) {
        this.files = files;
        this.rows = rows;
        this.reconcile = reconcile;
        this.shipping = shipping;
        this.retry = retry;
        this.clock = settings.clock();
        this.changed = changed;
    }

    int waiting() {
        return waiting.size();
    }

    /** Seals in the background, however often it takes. */
    void later(Lane lane) {
        PackId id = lane.header.id();
        waiting.add(id);
        retry.soon("sealing pack " + id, () -> {
            now(lane);
            waiting.remove(id);
        });
    }

    void now(Lane lane) throws IOException {
        PackHeader header = lane.header;
        List<PackRecord> records =
                reconcile.reconcile(header, lane.file::read, lane.end(), lane.records());
        if (records.isEmpty()) {
            lane.close();
            drop(header);
            return;
        }
        PackFooter footer =
                SealPack.seal(header, lane.file, lane.end(), records, lane.metadata(), lane.metadataEnd());
        long size = lane.file.size();
        told(header, footer, size, records);
        lane.close();
        ship(header);
    }

    /** A pack that was sealed by an earlier process, which may not have come to tell the catalogue. */
    void again(PackHeader header, PackFooter footer, PackScan.Source source, long size, List<PackRecord> records)
            throws IOException {
        told(header, footer, size, reconcile.reconcile(header, source, size, records));
        ship(header);
    }

    /**
     * Its commit is flushed, and with it all before it. Rows that are not there then were lost when the database was
     * killed since the comparison, and nobody would compare again.
     */
    private void told(PackHeader header, PackFooter footer, long size, List<PackRecord> records) throws IOException {
        try {
            rows.sealed(header.id(), footer, size, clock.instant());
            Set<Long> there = rows.versions(header.id()).keySet();
            if (records.stream().anyMatch(record -> record.version() > 0 && !there.contains(record.position()))) {
                throw new IOException("the catalogue has lost rows of pack " + header.id() + " since it was compared");
            }
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be told that pack " + header.id() + " is sealed", e);
        }
        changed.accept(header.study());
    }

    private void ship(PackHeader header) {
        shipping.ship(header.id(), () -> changed.accept(header.study()));
    }

    private void drop(PackHeader header) throws IOException {
        try {
            rows.delete(header.id());
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot forget the empty pack " + header.id(), e);
        }
        files.discard(header.id());
    }
}
