package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;

/** An archive on a real disk, a real database and the object store of files; can be stopped and started again. */
final class ArchiveFixture implements AutoCloseable {

    final TestDatabase db;
    final Path directory;
    final ObjectStore store;
    final StudyRecords records;
    FilmArchiveSettings settings;
    FilmArchive archive;

    ArchiveFixture(TestDatabase db, Path directory) throws IOException {
        this(db, directory, ObjectStores.open(new ObjectStoreSettings.Files(directory.resolve("objects"))));
    }

    ArchiveFixture(TestDatabase db, Path directory, ObjectStore store) {
        this.db = db;
        this.directory = directory;
        this.store = store;
        this.records = TestRecords.on(db.dataSource(), store);
        this.settings = FilmArchiveSettings.of(directory.resolve("segments"))
                .withSealing(Duration.ofHours(1), 256L << 20)
                .withKeepLocal(Duration.ZERO);
    }

    ArchiveFixture start() throws IOException {
        archive = new FilmArchive(db.dataSource(), store, TestRecords.HOSPITALS, records, settings);
        return this;
    }

    ArchiveFixture start(SegmentFile.Opener opener) throws IOException {
        archive = new FilmArchive(db.dataSource(), store, TestRecords.HOSPITALS, records, settings, opener);
        return this;
    }

    StoreOutcome store(byte[] dataset) {
        return store(Samples.LISHUI, dataset);
    }

    StoreOutcome store(Arrival arrival, byte[] dataset) {
        try (InstanceUpload upload = archive.begin(arrival, Samples.SYNTAX)) {
            int pdu = 16_372;
            for (int at = 0; at < dataset.length; at += pdu) {
                upload.write(dataset, at, Math.min(pdu, dataset.length - at));
            }
            return upload.commit();
        }
    }

    static StudyPermit permit(int study) {
        return TestPermits.open(Samples.study(study));
    }

    List<StoredInstance> instances(int study) {
        return archive.reader().study(permit(study)).stream()
                .flatMap(index -> index.series().stream())
                .flatMap(series -> series.instances().stream())
                .toList();
    }

    Optional<StoredInstance> find(int study, SopInstanceUid uid) {
        return instances(study).stream().filter(one -> one.uid().equals(uid)).findFirst();
    }

    byte[] part10(StoredInstance instance) {
        try (InputStream in = archive.reader()
                .part10(TestPermits.open(instance.study()), instance, 0, instance.length())
                .open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data set of a stored instance, without what we put in front of it. */
    byte[] dataset(StoredInstance instance) {
        byte[] entry = part10(instance);
        return Arrays.copyOfRange(entry, Part10.parse(entry).length(), entry.length);
    }

    /** Seals what is open and waits until the object store holds all of it. */
    void sealAndShip() throws InterruptedException {
        archive.sealNow();
        waitUntil(() -> archive.pending() == 0);
    }

    /** Waits until what has been shipped is no longer here as well. */
    void letGo() throws InterruptedException {
        LocalFiles local = new LocalFiles(settings.directory(), SegmentFile::onDisk);
        waitUntil(() -> local.all().isEmpty());
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void waitUntil(Condition condition) throws InterruptedException {
        try {
            for (long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos(); !condition.holds(); ) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("packs are not shipped");
                }
                Thread.sleep(5);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        archive.close();
    }
}
