package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Studies that came one image a minute, and lie in as many packs until they rest. */
class MergePacksTest {

    private static final int IMAGES = 12;

    @TempDir
    Path directory;

    private TestDatabase db;
    private ArchiveFixture films;

    @BeforeEach
    void oneImageAPack() throws Exception {
        db = TestDatabase.create();
        films = new ArchiveFixture(db, directory).start();
        send(1, 1, IMAGES);
    }

    @AfterEach
    void stop() {
        films.close();
        db.close();
    }

    private void send(int study, int from, int to) throws Exception {
        for (int i = from; i <= to; i++) {
            films.store(Samples.slice(study, 1, i));
            films.sealAndShip();
        }
    }

    private void merge() throws IOException {
        KilledMerge.merge(db.dataSource(), films);
    }

    private void removeReplaced() throws IOException {
        new ReplacedPacks(new PackRows(db.dataSource(), films.records), films.store,
                new LocalFiles(films.settings.directory(), SegmentFile::onDisk),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(3)), Duration.ZERO).remove();
    }

    private List<String> problems(TestDatabase catalogue) throws IOException {
        return new VerifyArchive(catalogue.dataSource(), films.store, films.settings).run().problems();
    }

    private Set<PackId> packsInUse(int study) {
        return films.instances(study).stream().map(StoredInstance::pack).collect(Collectors.toSet());
    }

    private long objects() throws IOException {
        try (var files = Files.walk(directory.resolve("objects"))) {
            return files.filter(path -> path.toString().endsWith(".pack")).count();
        }
    }

    private Path object(PackId id) throws IOException {
        try (var files = Files.walk(directory.resolve("objects"))) {
            return files.filter(path -> path.toString().endsWith(id + ".pack")).findFirst().orElseThrow();
        }
    }

    private byte[] metadata(int study) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        films.archive.reader().metadata(ArchiveFixture.permit(study), films.instances(study)).writeGzip(out);
        return out.toByteArray();
    }

    private void assertAllAreRead(int study, int images) {
        assertThat(films.instances(study)).hasSize(images);
        for (int i = 1; i <= images; i++) {
            assertThat(films.dataset(films.find(study, Samples.instance(study, 1, i)).orElseThrow()))
                    .isEqualTo(Samples.slice(study, 1, i));
        }
    }

    private void invalidate() throws InterruptedException {
        // an archive looks once a second whether another process changed a study
        films.archive.reader().study(ArchiveFixture.permit(1));
        TimeUnit.MILLISECONDS.sleep(1100);
    }

    private static List<Map<String, Object>> instances(TestDatabase catalogue) {
        return JdbcClient.create(catalogue.dataSource()).sql("""
                select uid, version, superseded, encode(digest, 'hex') as digest, encode(frames, 'hex') as frames, length,
                  received_at, attributes from instance order by uid, version""").query().listOfRows();
    }

    @Test
    void merge_manySmallPacks_areOneAndReadTheSame() throws Exception {
        films.store(Samples.slice(1, 1, 3, 16, 77));
        films.sealAndShip();
        films.store(Samples.slice(1, 1, 3));
        films.sealAndShip();
        byte[] before = metadata(1);
        List<Map<String, Object>> rows = instances(db);
        assertThat(packsInUse(1)).hasSize(IMAGES);

        merge();
        invalidate();

        assertThat(packsInUse(1)).hasSize(1);
        assertThat(metadata(1)).isEqualTo(before);
        assertThat(instances(db)).isEqualTo(rows);
        assertThat(problems(db)).isEmpty();
        removeReplaced();
        assertThat(objects()).isOne();
        assertThat(problems(db)).isEmpty();
        assertThat(metadata(1)).isEqualTo(before);
        assertThat(films.settings.directory()).isEmptyDirectory();
    }

    @Test
    void merge_wholeStudy_isOneRange() throws Exception {
        assertThat(films.archive.reader().asMultipart(ArchiveFixture.permit(1), films.instances(1))).isEmpty();

        merge();
        invalidate();

        MultipartRange whole = films.archive.reader().asMultipart(ArchiveFixture.permit(1), films.instances(1)).orElseThrow();
        try (InputStream in = whole.body().open()) {
            assertThat(in.readAllBytes()).hasSize((int) whole.body().length()).startsWith("--".getBytes());
        }
        assertAllAreRead(1, IMAGES);
    }

    @Test
    void read_placeLookedUpBefore_isReadUntilTheOldPackGoes() throws Exception {
        StoredInstance held = films.find(1, Samples.instance(1, 1, 5)).orElseThrow();

        merge();

        assertThat(films.dataset(held)).isEqualTo(Samples.slice(1, 1, 5));
    }

    @Test
    void rebuild_oldAndNewPacksThere_doublesAndLosesNothing() throws Exception {
        merge();
        rebuiltIsTheSame();
        removeReplaced();
        rebuiltIsTheSame();
    }

    private void rebuiltIsTheSame() throws Exception {
        try (TestDatabase fresh = TestDatabase.create()) {
            ArchiveReport report = new RebuildCatalogue(fresh.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.on(fresh.dataSource(), films.store), films.settings).run();
            assertThat(report.problems()).isEmpty();
            assertThat(instances(fresh)).isEqualTo(instances(db));
            assertThat(problems(fresh)).isEmpty();
        }
    }

    @Test
    void restart_replacedPackStillOnThisDisk_isNotBroughtToTheStoreAgain() throws Exception {
        PackId old = packsInUse(1).iterator().next();
        byte[] bytes = Files.readAllBytes(object(old));
        merge();
        removeReplaced();
        films.close();
        Files.write(films.settings.directory().resolve(old + ".pack"), bytes);

        films.start();
        films.sealAndShip();

        assertThat(objects()).isOne();
        assertAllAreRead(1, IMAGES);
    }

    /** The catalogue must not forget it before it is removed: its object would stay for good. */
    @Test
    void restart_replacedPackStillOnThisDisk_isRemovedFromTheStoreInTheEnd() throws Exception {
        PackId old = packsInUse(1).iterator().next();
        byte[] bytes = Files.readAllBytes(object(old));
        merge();
        films.close();
        Files.write(films.settings.directory().resolve(old + ".pack"), bytes);

        films.start();
        films.sealAndShip();
        removeReplaced();

        assertThat(objects()).isOne();
        assertAllAreRead(1, IMAGES);
    }

    @Test
    void merge_fewPacksOrStillOpen_leavesThem() throws Exception {
        send(2, 1, 3);
        films.store(Samples.slice(1, 1, IMAGES + 1));

        merge();

        assertThat(packsInUse(1)).hasSize(IMAGES + 1);
        assertThat(packsInUse(2)).hasSize(3);
    }

    @Test
    void merge_onePackIsDamaged_leavesAllAsTheyAre() throws Exception {
        StoredInstance third = films.find(1, Samples.instance(1, 1, 3)).orElseThrow();
        Path pack = object(third.pack());
        byte[] bytes = Files.readAllBytes(pack);
        bytes[(int) third.offset() + 400] ^= 1;
        Files.delete(pack);
        Files.write(pack, bytes);

        merge();

        assertThat(packsInUse(1)).hasSize(IMAGES);
        assertThat(objects()).isEqualTo(IMAGES);
    }

    @Test
    void merge_newVersionsComeMeanwhile_losesNone() throws Exception {
        int versions = 15;
        Thread sender = Thread.ofPlatform().start(() -> {
            for (int version = 1; version <= versions; version++) {
                films.store(Samples.slice(1, 1, 1 + version % IMAGES, 16, 1000 + version));
                films.archive.sealNow();
            }
        });
        while (sender.isAlive()) {
            merge();
        }
        films.sealAndShip();
        merge();
        invalidate();

        for (int version = versions - IMAGES + 1; version <= versions; version++) {
            assertThat(films.dataset(films.find(1, Samples.instance(1, 1, 1 + version % IMAGES)).orElseThrow()))
                    .isEqualTo(Samples.slice(1, 1, 1 + version % IMAGES, 16, 1000 + version));
        }
        removeReplaced();
        assertThat(instances(db)).hasSize(IMAGES + versions);
        assertThat(problems(db)).isEmpty();
    }

    @Test
    void kill_whileMerging_losesAndDoublesNothing() throws Exception {
        Random moments = new Random(5);
        int images = IMAGES;
        for (int round = 1; round <= Math.min(12, Integer.getInteger("cloudfilm.kills", 12)); round++) {
            films.close();
            mergeAndKill(moments.nextInt(900));

            films.start();
            assertAllAreRead(1, images);
            assertThat(problems(db)).as("round %d", round).isEmpty();
            // what the start found here may still be on its way to the store, far less than ten minutes after it was replaced
            films.sealAndShip();
            removeReplaced();
            assertAllAreRead(1, images);
            assertThat(problems(db)).as("round %d", round).isEmpty();
            assertThat(objects()).as("nothing stays behind").isEqualTo(packs().size());
            send(1, images + 1, images + 8);
            images += 8;
        }
        films.close();
        mergeToTheEnd();
        films.start();
        assertThat(packsInUse(1)).hasSize(1);
        rebuiltIsTheSame();
    }

    private void mergeAndKill(int millis) throws Exception {
        Process child = KilledMerge.start(db.jdbcUrl(), directory);
        child.inputReader().readLine();
        TimeUnit.MILLISECONDS.sleep(millis);
        child.destroyForcibly().waitFor();
    }

    private void mergeToTheEnd() throws Exception {
        Process child = KilledMerge.start(db.jdbcUrl(), directory);
        var said = child.inputReader();
        said.readLine();
        said.readLine();
        child.destroyForcibly().waitFor();
    }

    private Set<PackId> packs() {
        return JdbcClient.create(db.dataSource()).sql("select distinct pack::text from instance").query(String.class).list()
                .stream().map(id -> new PackId(UUID.fromString(id))).collect(Collectors.toSet());
    }
}
