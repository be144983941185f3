package org.cloudfilm.storage.film;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.object.S3Service;
import org.cloudfilm.storage.testing.TestDatabase;

/**
 * What it costs readers when a study of 200 images lies in as many packs as it has images, because it was sent one image
 * at a time, against one pack. Run by hand; argument: a directory on the disk to measure.
 */
final class MeasureSmallPacks {

    private static final int IMAGES = 200;
    private static final int MANY = 1;
    private static final int ONE = 2;

    private MeasureSmallPacks() {}

    public static void main(String[] args) throws Exception {
        Path parent = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "target"));
        try (ObjectStore files = ObjectStores.open(
                new ObjectStoreSettings.Files(Files.createTempDirectory(parent, "objects")))) {
            measure("files", files, parent);
        }
        try (S3Service service = new S3Service();
                ObjectStore s3 = ObjectStores.open(S3Service.settings(
                        service.port(), S3Service.BUCKET, S3Service.ACCESS_KEY, S3Service.SECRET_KEY))) {
            measure("S3", s3, parent);
        }
    }

    private static void measure(String name, ObjectStore store, Path parent) throws Exception {
        try (TestDatabase db = TestDatabase.create();
                ArchiveFixture films =
                        new ArchiveFixture(db, Files.createTempDirectory(parent, "packs"), store).start()) {
            for (int i = 1; i <= IMAGES; i++) {
                films.store(Samples.slice(MANY, 1, i, 512, i));
                films.sealAndShip();
            }
            for (int i = 1; i <= IMAGES; i++) {
                films.store(Samples.slice(ONE, 1, i, 512, i));
            }
            films.sealAndShip();
            for (int round = 1; round <= 4; round++) {
                read(name + ", 200 packs", films, MANY);
                read(name + ", one pack ", films, ONE);
            }
        }
    }

    private static void read(String name, ArchiveFixture films, int study) throws Exception {
        FilmReader reader = films.archive.reader();
        List<StoredInstance> all = films.instances(study);
        long start = System.nanoTime();
        reader.metadata(ArchiveFixture.permit(study), all).writeGzip(new ByteArrayOutputStream(1 << 20));
        long described = System.nanoTime();
        var whole = reader.asMultipart(ArchiveFixture.permit(study), all);
        if (whole.isPresent()) {
            drain(whole.get().body());
        } else {
            for (StoredInstance one : all) {
                drain(reader.part10(ArchiveFixture.permit(study), one, 0, one.length()));
            }
        }
        long read = System.nanoTime();
        System.out.printf("%s: metadata %.1f ms, the study (%d MB) %d ms%n", name, (described - start) / 1e6,
                all.stream().mapToLong(StoredInstance::length).sum() >> 20, (read - described) / 1_000_000);
    }

    private static void drain(ByteSource source) throws Exception {
        try (InputStream in = source.open()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
