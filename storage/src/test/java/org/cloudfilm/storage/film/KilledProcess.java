package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.postgresql.ds.PGSimpleDataSource;

/** The process that {@link KilledIngestTest} kills: several senders of one study, each writing what was acknowledged. */
final class KilledProcess {

    private static final int SERIES = 3;
    private static final int SIDE = 128;

    private KilledProcess() {}

    static byte[] slice(int study, int series, int instance) {
        return Samples.slice(study, series, instance, SIDE, 1000L * study + 100L * series + instance);
    }

    /** @param args database, directory, study, and after how many instances to end, empty for never */
    public static void main(String[] args) throws IOException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(args[0]);
        Path directory = Path.of(args[1]);
        ObjectStore store = ObjectStores.open(new ObjectStoreSettings.Files(directory.resolve("objects")));
        FilmArchive archive = new FilmArchive(database, store, TestRecords.HOSPITALS,
                TestRecords.on(database, store),
                FilmArchiveSettings.of(directory.resolve("segments"))
                        .withSealing(Duration.ofSeconds(5), 1 << 20)
                        .withKeepLocal(Duration.ZERO));
        int study = Integer.parseInt(args[2]);
        AtomicInteger left = new AtomicInteger(args[3].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(args[3]));
        for (int series = 1; series <= SERIES; series++) {
            int number = series;
            Thread.ofPlatform().start(() -> send(archive, study, number, left, System.out));
        }
    }

    private static void send(FilmArchive archive, int study, int series, AtomicInteger left, PrintStream out) {
        for (int i = 1; ; i++) {
            byte[] bytes = slice(study, series, i);
            try (InstanceUpload upload = archive.begin(Samples.LISHUI, Samples.SYNTAX)) {
                upload.write(bytes, 0, bytes.length / 2);
                upload.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
                if (upload.commit() instanceof StoreOutcome.Stored) {
                    out.println(series + " " + i);
                    out.flush();
                }
            }
            if (left.decrementAndGet() == 0) {
                System.exit(0);
            }
        }
    }
}
