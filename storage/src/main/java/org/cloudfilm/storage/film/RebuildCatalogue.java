package org.cloudfilm.storage.film;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;

/**
 * Writes the catalogue, and the records that follow it, anew from the packs alone. Meant for an empty catalogue while
 * no archive runs; repeating it, or running it over a catalogue that lacks some rows, adds what is missing. What lies in
 * two packs, because it was sent again while the first was damaged, is taken from the one that is whole. Times at which
 * packs were sealed and stored are not in the packs and become the time of the rebuild.
 */
public final class RebuildCatalogue {

    private final DataSource dataSource;
    private final ObjectStore store;
    private final Hospitals hospitals;
    private final StudyRecords records;
    private final FilmArchiveSettings settings;
    private final List<Damage> damage = new ArrayList<>();

    private record Damage(PackId pack, PackRecord record) {}

    public RebuildCatalogue(
            DataSource dataSource,
            ObjectStore store,
            Hospitals hospitals,
            StudyRecords records,
            FilmArchiveSettings settings) {
        this.dataSource = dataSource;
        this.store = store;
        this.hospitals = hospitals;
        this.records = records;
        this.settings = settings;
    }

    /**
     * Of packs that are damaged what is whole is taken, if they can be read at all; the rest is reported unless another
     * pack has it.
     *
     * @throws IOException when the store or the database cannot be used
     */
    public ArchiveReport run() throws IOException {
        PackRows rows = new PackRows(dataSource, records);
        StoredPacks packs = new StoredPacks(store, settings);
        try (CatalogueWriter catalogue = new CatalogueWriter(
                dataSource, hospitals, records, settings.node(), study -> {}, () -> {})) {
            damage.clear();
            Reconcile reconcile = new Reconcile(rows, catalogue, new KeptBytes(packs.files()));
            ArchiveReport report = packs.each(pack -> rebuild(pack, reconcile, rows, packs));
            List<String> problems = new ArrayList<>(report.problems());
            for (Damage one : damage) {
                if (!rows.has(one.record().instance(), one.record().digest())) {
                    problems.add("pack " + one.pack() + ": record at byte " + one.record().start());
                }
            }
            return new ArchiveReport(report.packs(), report.instances(), report.bytes(), problems);
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be read", e);
        }
    }

    private void rebuild(PackFile pack, Reconcile reconcile, PackRows rows, StoredPacks packs) throws IOException {
        List<PackRecord> records =
                pack.index().stream().filter(record -> record.version() > 0).toList();
        PackId id = pack.header().id();
        try (PackFile.Sequential bytes = pack.inOrder()) {
            reconcile.reconcile(pack.header(), bytes, pack.size(), records,
                    record -> damage.add(new Damage(id, record)));
        }
        Instant now = settings.clock().instant();
        try {
            rows.sealed(id, pack.footer(), pack.size(), now);
            if (packs.inStore(id)) {
                rows.stored(id, PackFiles.key(id).value(), now);
            }
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be written", e);
        }
    }
}
