package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.testing.JarredClassPath;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A process that takes films in is killed at random moments, again and again on the same directory and database. What
 * it acknowledged must be there, byte for byte. {@code -Dcloudfilm.kills=3} for a short form.
 */
class KilledIngestTest {

    @TempDir
    Path directory;

    private Path classes;
    private String classPath;

    @Test
    void kill_atRandomMoments_losesNothingAcknowledged() throws Exception {
        int kills = Integer.getInteger("cloudfilm.kills", 50);
        Random random = new Random(7);
        try (TestDatabase db = TestDatabase.create()) {
            prepareClasses(db.jdbcUrl());
            List<Ack> acknowledged = new ArrayList<>();
            for (int round = 1; round <= kills; round++) {
                acknowledged.addAll(round % 5 == 0
                        ? killEarly(db.jdbcUrl(), round, 100 + random.nextInt(900))
                        : ingestAndKill(db.jdbcUrl(), round, 20 + random.nextInt(150)));
            }
            assertThat(acknowledged).hasSizeGreaterThan(10 * kills);
            try (ArchiveFixture films = new ArchiveFixture(db, directory).start()) {
                verify(films, acknowledged);
                assertThat(disagreements(db)).isZero();
                films.sealAndShip();
                verify(films, acknowledged);
                assertThat(disagreements(db)).isZero();
                assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
                assertThat(films.archive.lost()).isZero();
            }
        }
    }

    /** Studies whose film is there without its record, or the record without the film, or with other instances. */
    private static long disagreements(TestDatabase db) {
        return JdbcClient.create(db.dataSource()).sql("""
                        select count(*) from study s
                        full join (select id, convert_from(content, 'UTF8')::jsonb as said from record
                                   where type = :type and not deleted) r on r.id = s.uid
                        where r.said is null or s.uid is null
                          or (r.said ->> 'numberOfInstances')::int is distinct from s.n_instances
                          or (select count(*) from jsonb_path_query(r.said, '$.series[*].instance[*].uid'))
                             is distinct from s.n_instances
                        """)
                .param("type", ResourceType.IMAGING_STUDY.number())
                .query(Long.class)
                .single();
    }

    private record Ack(int study, int series, int instance) {}

    private static void verify(ArchiveFixture films, List<Ack> acknowledged) {
        for (Ack ack : acknowledged) {
            StoredInstance found = films.find(
                    ack.study(), Samples.instance(ack.study(), ack.series(), ack.instance())).orElseThrow();
            assertThat(films.dataset(found)).isEqualTo(KilledProcess.slice(ack.study(), ack.series(), ack.instance()));
        }
    }

    /** Kills after that many acknowledgements, in the middle of whatever is under way then. */
    private List<Ack> ingestAndKill(String url, int round, int after) throws IOException, InterruptedException {
        Process child = ingest(url, round);
        List<Ack> acks = new ArrayList<>();
        try (BufferedReader lines = child.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                acks.add(ack(round, line));
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

    /** Kills after that many milliseconds, perhaps while what the one before left is still being recovered. */
    private List<Ack> killEarly(String url, int round, int millis) throws IOException, InterruptedException {
        Process child = ingest(url, round);
        assertThat(child.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
        child.toHandle().destroyForcibly();
        try (BufferedReader lines = child.inputReader()) {
            return lines.lines().map(line -> ack(round, line)).toList();
        }
    }

    private static Ack ack(int round, String line) {
        String[] numbers = line.split(" ");
        return new Ack(round, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    private Process ingest(String url, int round) throws IOException {
        return start("-XX:SharedArchiveFile=" + classes, url, round, "");
    }

    /** Runs once to its end and leaves its classes in a form that starts in a fraction of the time. */
    private void prepareClasses(String url) throws IOException, InterruptedException {
        classes = directory.resolve("ingest.jsa");
        classPath = JarredClassPath.of(System.getProperty("java.class.path"), directory);
        Process child = start("-XX:ArchiveClassesAtExit=" + classes, url, 0, "20");
        try (BufferedReader lines = child.inputReader()) {
            lines.lines().forEach(line -> {});
        }
        assertThat(child.waitFor()).isZero();
    }

    private Process start(String archive, String url, int round, String acks) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable", archive, "-cp", classPath,
                        KilledProcess.class.getName(), url, directory.toString(), Integer.toString(round), acks)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
