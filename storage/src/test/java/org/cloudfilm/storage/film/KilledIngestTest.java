package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that takes films in is killed at random moments, again and again on the same directory and database. What
 * it acknowledged must be there, byte for byte. {@code -Dcloudfilm.kills=50} for the long form.
 */
class KilledIngestTest {

    private static final int SERIES = 3;
    private static final int SIDE = 128;

    @TempDir
    Path directory;

    @Test
    void kill_atRandomMoments_losesNothingAcknowledged() throws Exception {
        int kills = Integer.getInteger("cloudfilm.kills", 3);
        Random random = new Random(7);
        try (TestDatabase db = TestDatabase.create()) {
            List<Ack> acknowledged = new ArrayList<>();
            for (int round = 1; round <= kills; round++) {
                acknowledged.addAll(ingestAndKill(db.jdbcUrl(), round, 20 + random.nextInt(200)));
            }
            assertThat(acknowledged).hasSizeGreaterThan(20 * kills);
            try (ArchiveFixture films = new ArchiveFixture(db, directory).start()) {
                verify(films, acknowledged);
                films.sealAndShip();
                verify(films, acknowledged);
                assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
                assertThat(films.archive.lost()).isZero();
            }
        }
    }

    private record Ack(int study, int series, int instance) {}

    private static void verify(ArchiveFixture films, List<Ack> acknowledged) {
        for (Ack ack : acknowledged) {
            StoredInstance found = films.find(
                    ack.study(), Samples.instance(ack.study(), ack.series(), ack.instance())).orElseThrow();
            assertThat(films.dataset(found)).isEqualTo(slice(ack.study(), ack.series(), ack.instance()));
        }
    }

    private static byte[] slice(int study, int series, int instance) {
        return Samples.slice(study, series, instance, SIDE, 1000L * study + 100L * series + instance);
    }

    /** Kills after that many acknowledgements, in the middle of whatever is under way then. */
    private List<Ack> ingestAndKill(String url, int round, int after) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                        Ingest.class.getName(), url, directory.toString(), Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Ack> acks = new ArrayList<>();
        try (BufferedReader lines = child.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                String[] numbers = line.split(" ");
                acks.add(new Ack(round, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
                if (acks.size() == after) {
                    // the process itself would close its output with it, and acknowledgements may still lie there
                    child.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        }
        assertThat(child.waitFor()).as("killed, not ended by itself").isEqualTo(137);
        return acks;
    }

    /** The process that is killed: several senders of one study, each writing what was acknowledged to it. */
    static final class Ingest {

        private Ingest() {}

        public static void main(String[] args) throws IOException {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(args[0]);
            config.setMaximumPoolSize(4);
            Path directory = Path.of(args[1]);
            ObjectStore store = ObjectStores.open(new ObjectStoreSettings.Files(directory.resolve("objects")));
            FilmArchive archive = new FilmArchive(new HikariDataSource(config), store,
                    FilmArchiveSettings.of(directory.resolve("segments"))
                            .withSealing(Duration.ofSeconds(5), 1 << 20)
                            .withKeepLocal(Duration.ZERO));
            int study = Integer.parseInt(args[2]);
            for (int series = 1; series <= SERIES; series++) {
                int number = series;
                Thread.ofPlatform().start(() -> send(archive, study, number, System.out));
            }
        }

        private static void send(FilmArchive archive, int study, int series, PrintStream out) {
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
            }
        }
    }
}
