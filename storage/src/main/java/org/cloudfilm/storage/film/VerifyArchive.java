package org.cloudfilm.storage.film;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.object.ObjectStore;

/** Reads every byte of every pack and compares it with its checksums, its index and the catalogue. Changes nothing. */
public final class VerifyArchive {

    private final PackRows rows;
    private final StoredPacks packs;
    private final List<String> differences = new ArrayList<>();

    public VerifyArchive(DataSource dataSource, ObjectStore store, FilmArchiveSettings settings) {
        this.rows = new PackRows(dataSource, StudyRecords.NONE);
        this.packs = new StoredPacks(store, settings);
    }

    /**
     * Beside damaged packs it reports packs the catalogue does not know and packs it knows that are nowhere.
     *
     * @throws IOException when the store or the database cannot be used
     */
    public ArchiveReport run() throws IOException {
        try {
            ArchiveReport report = packs.each(this::verify);
            for (PackId lost : rows.sealed()) {
                if (!packs.found().contains(lost)) {
                    differences.add("pack " + lost + ": in the catalogue, but neither in the store nor here");
                }
            }
            List<String> all = new ArrayList<>(report.problems());
            all.addAll(differences);
            return new ArchiveReport(report.packs(), report.instances(), report.bytes(), all);
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be read", e);
        }
    }

    private void verify(PackFile pack) throws IOException {
        List<PackRecord> index = pack.index();
        pack.checkMetadata();
        PackScan scan = pack.scan();
        long at = PackHeader.LENGTH;
        for (PackRecord expected : index) {
            if (expected.start() < at) {
                throw new PackDamagedException("the index goes back at byte " + at);
            }
            if (expected.start() > at) {
                differences.add("pack " + pack.header().id() + ": damaged before it was sealed, from byte " + at + " to "
                        + expected.start());
                at = expected.start();
            }
            Optional<PackScan.Found> found = scan.record(at);
            if (found.isEmpty() || !same(found.get().instance().record(), expected)) {
                throw new PackDamagedException("record at byte " + at);
            }
            at = found.get().end();
        }
        pack.checkClosing(at);
        compare(pack.header().id(), index);
    }

    private static boolean same(PackRecord found, PackRecord expected) {
        return found.instance().equals(expected.instance())
                && found.series().equals(expected.series())
                && found.length() == expected.length()
                && found.crc() == expected.crc()
                && Arrays.equals(found.digest(), expected.digest())
                && Arrays.equals(found.frames(), expected.frames());
    }

    private void compare(PackId id, List<PackRecord> index) throws IOException {
        Map<Long, Integer> expected = new HashMap<>();
        index.stream().filter(record -> record.version() > 0)
                .forEach(record -> expected.put(record.position(), record.version()));
        try {
            if (!rows.versions(id).equals(expected)) {
                differences.add("pack " + id + ": the catalogue has other instances of it than its index");
            }
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be read", e);
        }
    }
}
