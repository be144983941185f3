package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the many small packs of a study that was sent slowly into few. The new pack is announced to the catalogue as one
 * that nothing is expected in, brought to the object store and verified there; then one transaction points all its
 * instances to it. Whatever is left of a try that broke off, and the old packs, are removed as {@link ReplacedPacks} are.
 */
final class MergePacks {

    private static final Logger log = LoggerFactory.getLogger(MergePacks.class);

    /**
     * Which packs are merged.
     *
     * @param rest    for how long nothing has come for the study
     * @param small   bytes; larger packs stay, and an entry of a smaller one fits into memory
     * @param atLeast so many, or it is not worth it
     * @param size    bytes of packs that are put into one, roughly
     */
    record Terms(Duration rest, long small, int atLeast, long size) {

        static final Terms DEFAULT = new Terms(Duration.ofHours(1), 8L << 20, 8, 256L << 20);
    }

    /** So much work at a time: sealing and shipping go on beside it. */
    private static final int STUDIES = 20;
    /** Older ones were looked at often enough. */
    private static final Duration RECENT = Duration.ofDays(7);

    private final PackRows rows;
    private final MovePacks moves;
    private final LocalFiles files;
    private final PackFiles packs;
    private final DeliverPack deliver;
    private final Clock clock;
    private final Terms terms;
    private final Consumer<StudyUid> changed;
    private final SecureRandom random = new SecureRandom();

    /** @param files a directory for nothing else: what an earlier process left there is deleted */
    MergePacks(MovePacks moves, LocalFiles files, PackRows rows, ObjectStore store, PackFiles packs, Clock clock,
            Terms terms, Consumer<StudyUid> changed) throws IOException {
        this.moves = moves;
        this.files = files;
        this.rows = rows;
        this.packs = packs;
        this.deliver = new DeliverPack(files, new PackFiles(files, store), store);
        this.clock = clock;
        this.terms = terms;
        this.changed = changed;
        if (Files.isDirectory(files.directory())) {
            for (PackId id : files.all()) {
                files.discard(id);
            }
        }
    }

    /** @throws IOException when the catalogue cannot be asked; what goes wrong with one study leaves the others alone */
    void run() throws IOException {
        try {
            Instant now = clock.instant();
            for (MovePacks.Scattered study : moves.scattered(
                    now.minus(terms.rest()), now.minus(RECENT), terms.small(), terms.atLeast(), STUDIES)) {
                try {
                    merge(study);
                } catch (PackDamagedException e) {
                    log.error("small packs of a study stay as they are: one is damaged ({}); run verify", e.getMessage());
                } catch (IOException | SQLException e) {
                    log.warn("small packs of a study stay as they are for now", e);
                }
            }
        } catch (SQLException e) {
            throw new IOException("the catalogue cannot be asked for small packs", e);
        }
    }

    private void merge(MovePacks.Scattered study) throws IOException, SQLException {
        List<MovePacks.Small> small = moves.smallPacks(study, terms.small(), terms.size());
        if (small.size() < terms.atLeast()) {
            return;
        }
        PackHeader header = PackHeader.create(study.uid(), study.hospital(), small.getFirst().createdAt(), random);
        Files.createDirectories(files.directory());
        try {
            try (MergedPack merged = new MergedPack(header, files)) {
                for (MovePacks.Small one : small) {
                    add(merged, one);
                }
                PackFooter footer = merged.seal();
                moves.announce(study, merged, footer, merged.size(), clock.instant());
                ObjectKey key = deliver.deliver(header.id());
                moves.move(study, merged, key, clock.instant());
            }
            log.info("{} small packs of a study are pack {} now", small.size(), header.id());
            changed.accept(study.uid());
        } finally {
            files.discard(header.id());
            Files.deleteIfExists(files.directory());
        }
    }

    /** What the catalogue expects in the pack, in the order in which it came. */
    private void add(MergedPack merged, MovePacks.Small small) throws IOException, SQLException {
        Map<Long, Integer> expected = rows.versions(small.id());
        PackFile pack = PackFile.open(packs, small.id(), small.size());
        for (PackRecord record : pack.index()) {
            Optional<Integer> version = Optional.ofNullable(expected.remove(record.position()));
            if (version.isPresent()) {
                merged.add(pack, record.withVersion(version.get()));
            }
        }
        if (!expected.isEmpty()) {
            throw new PackDamagedException("the index lacks what the catalogue expects in pack " + small.id());
        }
    }
}
