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
            ArchiveReport report = packs.without(rows.replaced()).each(this::verify);
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
        PackId id = pack.header().id();
        Map<Long, Integer> known = versions(id);
        long end;
        try (PackFile.Sequential bytes = pack.inOrder()) {
            end = verifyRecords(pack, new PackScan(pack.header(), bytes, pack.size()), known);
        }
        pack.checkClosing(end);
        compare(id, pack.index(), known);
    }

    /** @return where the last record ends */
    private long verifyRecords(PackFile pack, PackScan scan, Map<Long, Integer> known) throws IOException {
        boolean metadata = pack.metadataIsSound();
        boolean explained = metadata;
        long at = PackHeader.LENGTH;
        for (PackRecord expected : pack.index()) {
            if (expected.start() < at) {
                throw new PackDamagedException("the index goes back at byte " + at);
            }
            if (expected.start() > at) {
                differences.add("pack " + pack.header().id() + ": damaged before it was sealed, from byte " + at
                        + " to " + expected.start());
                at = expected.start();
            }
            Optional<PackScan.Found> found = scan.record(at);
            boolean whole = found.isPresent() && same(found.get().instance().record(), expected);
            if (!whole && !keptElsewhere(expected, known)) {
                throw new PackDamagedException("record at byte " + at);
            }
            if (!metadata && !pack.holdsMetadata(expected)) {
                explained = keptElsewhere(expected, known);
                if (!explained) {
                    break;
                }
            }
            at = expected.position() + expected.length();
        }
        if (!explained) {
            throw new PackDamagedException("checksum of the metadata");
        }
        return at;
    }

    private static boolean same(PackRecord found, PackRecord expected) {
        return found.instance().equals(expected.instance())
                && found.series().equals(expected.series())
                && found.length() == expected.length()
                && found.crc() == expected.crc()
                && Arrays.equals(found.digest(), expected.digest())
                && Arrays.equals(found.frames(), expected.frames());
    }

    private void compare(PackId id, List<PackRecord> index, Map<Long, Integer> known) throws IOException {
        Map<Long, Integer> expected = new HashMap<>();
        for (PackRecord record : index) {
            if (record.version() > 0 && !keptElsewhere(record, known)) {
                expected.put(record.position(), record.version());
            }
        }
        if (!known.equals(expected)) {
            differences.add("pack " + id + ": the catalogue has other instances of it than its index");
        }
    }

    /** The same bytes were sent again, when these were damaged or lost for a time, and that is what is read. */
    private boolean keptElsewhere(PackRecord record, Map<Long, Integer> known) throws IOException {
        try {
            return !known.containsKey(record.position()) && rows.has(record.instance(), record.digest());
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be read", e);
        }
    }

    private Map<Long, Integer> versions(PackId id) throws IOException {
        try {
            return rows.versions(id);
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be read", e);
        }
    }
}
