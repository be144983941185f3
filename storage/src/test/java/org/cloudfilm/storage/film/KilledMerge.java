package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.postgresql.ds.PGSimpleDataSource;

/** The process that {@link MergePacksTest} kills: merges the small packs of all studies, without waiting for rest. */
final class KilledMerge {

    private KilledMerge() {}

    /** Says a line, and another whenever it has looked for packs to merge, until it is killed. */
    static Process start(String url, Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable", "-cp",
                        System.getProperty("java.class.path"), KilledMerge.class.getName(), url, directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] args) throws Exception {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(args[0]);
        Path directory = Path.of(args[1]);
        try (ObjectStore store = ObjectStores.open(new ObjectStoreSettings.Files(directory.resolve("objects")))) {
            MergePacks merge = merging(database, directory.resolve("segments"), store);
            database.getConnection().close();
            System.out.println("merging");
            while (!Thread.interrupted()) {
                merge.run();
                System.out.println("merged");
            }
        }
    }

    static void merge(DataSource database, ArchiveFixture films) throws IOException {
        merging(database, films.settings.directory(), films.store).run();
    }

    private static MergePacks merging(DataSource database, Path directory, ObjectStore store) throws IOException {
        LocalFiles files = new LocalFiles(directory, SegmentFile::onDisk);
        return new MergePacks(new MovePacks(database, "local"), files.in("merging"),
                new PackRows(database, StudyRecords.NONE), store, new PackFiles(files, store),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(2)),
                new MergePacks.Terms(Duration.ofHours(1), 8L << 20, 8, 64L << 20), study -> {});
    }
}
