package org.cloudfilm.storage.film;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the catalogue say of a pack what the pack says of itself: rows that a crash of the database lost come back,
 * rows whose bytes were undone go. Repeating it changes nothing.
 */
final class Reconcile {

    private static final Logger log = LoggerFactory.getLogger(Reconcile.class);
    private static final int BATCH = 100;

    private final PackRows rows;
    private final CatalogueWriter catalogue;
    private final KeepOnce once;

    Reconcile(PackRows rows, CatalogueWriter catalogue, KeptBytes kept) {
        this.rows = rows;
        this.catalogue = catalogue;
        this.once = new KeepOnce(catalogue, kept);
    }

    /** What to do about a record whose bytes are not what the index says. */
    interface Damaged {
        void at(PackRecord record) throws PackDamagedException;
    }

    /** As {@link #reconcile(PackHeader, PackScan.Source, long, List, Damaged)}, of a pack that must be whole. */
    List<PackRecord> reconcile(PackHeader pack, PackScan.Source source, long size, List<PackRecord> records)
            throws IOException {
        return reconcile(pack, source, size, records, record -> {
            throw new PackDamagedException("record at " + record.position());
        });
    }

    /**
     * @return the records with the versions the catalogue gave them, 0 for those it does not want
     * @throws IOException when the catalogue cannot be used now, or a record it lacks cannot be read
     */
    List<PackRecord> reconcile(
            PackHeader pack, PackScan.Source source, long size, List<PackRecord> records, Damaged damaged)
            throws IOException {
        try {
            Map<Long, Integer> known = rows.versions(pack.id());
            Set<Long> gone = new HashSet<>(known.keySet());
            records.forEach(record -> gone.remove(record.position()));
            if (!gone.isEmpty()) {
                log.info("pack {}: {} rows without bytes removed", pack.id(), gone.size());
                rows.remove(pack.id(), gone);
            }
            return add(new PackScan(pack, source, size), known, records, damaged);
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be compared with pack " + pack.id(), e);
        }
    }

    private List<PackRecord> add(
            PackScan scan, Map<Long, Integer> known, List<PackRecord> records, Damaged damaged) throws IOException {
        List<PackRecord> answered = new ArrayList<>(records.size());
        List<NewInstance> missing = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (PackRecord record : records) {
            Integer version = known.get(record.position());
            answered.add(record.withVersion(version == null ? 0 : version));
            if (version == null) {
                Optional<PackScan.Found> found = scan.record(record.start());
                if (found.isEmpty()) {
                    damaged.at(record);
                    continue;
                }
                missing.add(found.get().instance().back(record));
                places.add(answered.size() - 1);
            }
            if (missing.size() == BATCH) {
                answer(missing, places, answered);
            }
        }
        answer(missing, places, answered);
        return answered;
    }

    /** @param places of the missing ones among those answered; both lists are emptied */
    private void answer(List<NewInstance> missing, List<Integer> places, List<PackRecord> answered)
            throws IOException {
        List<CatalogueAnswer> answers = catalogue.addAll(missing);
        for (int i = 0; i < answers.size(); i++) {
            PackRecord record = missing.get(i).record();
            switch (once.settle(missing.get(i), answers.get(i))) {
                case CatalogueAnswer.Added added ->
                    answered.set(places.get(i), record.withVersion(added.version()));
                case CatalogueAnswer.Moved moved ->
                    answered.set(places.get(i), record.withVersion(moved.version()));
                case CatalogueAnswer.Failed failed ->
                    throw new IOException("the catalogue cannot be written", failed.cause());
                case CatalogueAnswer.Known known -> log.debug("a record's bytes are kept elsewhere");
                case CatalogueAnswer.Refused refused -> log.info("a record is not wanted: {}", refused.reason());
            }
        }
        missing.clear();
        places.clear();
    }
}
