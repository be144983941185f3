package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Packs of the object store that are lost or damaged, and heal when their instances are sent again. */
class SentAgainTest {

    private static final int SLICES = 4;
    private static final int PLACES = 60;

    @TempDir
    Path directory;

    private TestDatabase db;
    private ArchiveFixture films;

    @BeforeEach
    void oneStudyInOnePack() throws Exception {
        db = TestDatabase.create();
        films = new ArchiveFixture(db, directory).start();
        sendAll();
        films.sealAndShip();
        untilItLiesInTheStoreAlone();
    }

    /** Readers go to the local file first, and it goes a moment after the pack was verified in the store. */
    private void untilItLiesInTheStoreAlone() throws Exception {
        while (films.settings.directory().toFile().list().length > 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @AfterEach
    void stop() {
        films.close();
        db.close();
    }

    private static byte[] slice(int instance) {
        return Samples.slice(1, 1, instance);
    }

    private List<StoreOutcome> sendAll() {
        return IntStream.rangeClosed(1, SLICES).mapToObj(i -> films.store(slice(i))).toList();
    }

    private List<String> problems() throws IOException {
        return new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems();
    }

    private void assertAllAreRead() {
        assertThat(films.instances(1)).hasSize(SLICES);
        for (int i = 1; i <= SLICES; i++) {
            assertThat(films.dataset(films.find(1, Samples.instance(1, 1, i)).orElseThrow())).isEqualTo(slice(i));
        }
    }

    private List<Path> packs() throws IOException {
        try (var files = Files.walk(directory.resolve("objects"))) {
            return files.filter(path -> path.toString().endsWith(".pack")).sorted().toList();
        }
    }

    private Path pack() throws IOException {
        return packs().stream().reduce((one, other) -> {
            throw new AssertionError("more packs than one");
        }).orElseThrow();
    }

    private static void flip(Path pack, long at) throws IOException {
        try (FileChannel file = FileChannel.open(pack, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
            file.write(one, at);
        }
    }

    /** A file of the store may be a second name of the local one: damage must not reach what is whole. */
    private static void replaceByCopy(Path pack) throws IOException {
        byte[] bytes = Files.readAllBytes(pack);
        Files.delete(pack);
        Files.write(pack, bytes);
    }

    private Set<PackId> packsInUse() {
        return films.instances(1).stream().map(StoredInstance::pack).collect(Collectors.toSet());
    }

    private void removeReplaced() throws IOException {
        new ReplacedPacks(new PackRows(db.dataSource(), films.records), films.store,
                new LocalFiles(films.settings.directory(), SegmentFile::onDisk), Clock.offset(Clock.systemUTC(),
                Duration.ofMinutes(1)), Duration.ZERO).remove();
    }

    @Test
    void resend_packLost_isStoredAnewAndVerifyIsClean() throws Exception {
        Files.delete(pack());
        assertThat(problems()).singleElement().asString().contains("neither in the store nor here");

        assertThat(sendAll()).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(StoreOutcome.Stored.class, stored -> assertThat(stored.newVersion()).isFalse()));

        assertAllAreRead();
        films.sealAndShip();
        assertAllAreRead();
        assertThat(problems()).isEmpty();
        assertThat(packs()).hasSize(1);
        assertThat(sendAll()).allMatch(StoreOutcome.AlreadyStored.class::isInstance);
    }

    @Test
    void lost_readersAskedInVain_isCountedUntilSentAgain() throws Exception {
        Files.delete(pack());
        assertThat(films.archive.lost()).isZero();

        assertThat(catchThrowable(this::assertAllAreRead)).isNotNull();
        assertThat(films.archive.lost()).isOne();
        sendAll();

        assertThat(films.archive.lost()).isZero();
    }

    @Test
    void resend_oneRecordDamaged_replacesThatOneAlone() throws Exception {
        PackId before = packsInUse().iterator().next();
        StoredInstance second = films.find(1, Samples.instance(1, 1, 2)).orElseThrow();
        replaceByCopy(pack());
        flip(pack(), second.offset() + second.length() - 5);
        assertThat(problems()).hasSize(1);

        List<StoreOutcome> outcomes = sendAll();

        assertThat(outcomes.get(1)).isInstanceOf(StoreOutcome.Stored.class);
        assertThat(outcomes.get(0)).isInstanceOf(StoreOutcome.AlreadyStored.class);
        films.sealAndShip();
        assertAllAreRead();
        assertThat(packsInUse()).hasSize(2).contains(before);
        assertThat(problems()).isEmpty();
        assertRebuiltTheSame();
    }

    @Test
    void resend_closingDelimiterDamaged_replacesThePack() throws Exception {
        Path old = pack();
        replaceByCopy(old);
        byte[] bytes = Files.readAllBytes(old);
        flip(old, PackFooter.decode(Arrays.copyOfRange(bytes, bytes.length - PackFooter.LENGTH, bytes.length)).bodyEnd() - 3);
        assertThat(problems()).hasSize(1);

        sendAll();
        films.sealAndShip();
        removeReplaced();

        assertThat(old).doesNotExist();
        assertAllAreRead();
        assertThat(problems()).isEmpty();
    }

    @Test
    void resend_aBitFlippedAnywhere_healsIt() throws Exception {
        Set<Path> before = Set.copyOf(packs());
        for (int study = 2; study < 2 + PLACES; study++) {
            films.store(Samples.slice(study, 1, 1));
            films.store(Samples.slice(study, 1, 2));
        }
        films.sealAndShip();
        films.close();
        List<Path> fresh = packs().stream().filter(pack -> !before.contains(pack)).toList();
        assertThat(fresh).hasSize(PLACES);
        for (int place = 0; place < PLACES; place++) {
            Path pack = fresh.get(place);
            Files.deleteIfExists(films.settings.directory().resolve(pack.getFileName()));
            replaceByCopy(pack);
            flip(pack, place * (Files.size(pack) - 1) / (PLACES - 1));
        }
        films.start();
        assertThat(problems()).hasSize(PLACES);

        for (int study = 2; study < 2 + PLACES; study++) {
            films.store(Samples.slice(study, 1, 1));
            films.store(Samples.slice(study, 1, 2));
        }
        films.sealAndShip();

        assertThat(problems()).isEmpty();
        for (int study = 2; study < 2 + PLACES; study++) {
            assertThat(films.instances(study)).hasSize(2);
            assertThat(films.dataset(films.instances(study).getLast())).isEqualTo(Samples.slice(study, 1, 2));
        }
    }

    private void assertRebuiltTheSame() throws Exception {
        try (TestDatabase fresh = TestDatabase.create()) {
            new RebuildCatalogue(fresh.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.on(fresh.dataSource(), films.store), films.settings).run();
            String counts = "select n_instances || ' ' || (select count(*) from instance) from study";
            assertThat(JdbcClient.create(fresh.dataSource()).sql(counts).query(String.class).single())
                    .isEqualTo(SLICES + " " + SLICES);
        }
    }

    @Test
    void remove_wholePackReplaced_deletesItOnceTheNewOneIsInTheStore() throws Exception {
        Path old = pack();
        replaceByCopy(old);
        flip(old, 10);
        sendAll();

        removeReplaced();
        assertThat(old).exists();
        films.sealAndShip();
        removeReplaced();

        assertThat(old).doesNotExist();
        assertThat(packs()).hasSize(1);
        assertAllAreRead();
        assertThat(problems()).isEmpty();
        assertRebuiltTheSame();
    }

    @Test
    void ship_objectDamagedWhileTheFileIsStillHere_bringsItThereAgain() throws Exception {
        films.close();
        films.settings = films.settings.withKeepLocal(Duration.ofHours(1));
        films.start();
        films.store(slice(SLICES + 1));
        films.sealAndShip();
        for (Path pack : packs()) {
            replaceByCopy(pack);
            flip(pack, Files.size(pack) / 2);
        }
        films.close();

        films.start();
        films.sealAndShip();

        assertThat(problems()).singleElement().as("the first pack is not here any more").asString().contains("record");
        sendAll();
        films.sealAndShip();
        assertThat(problems()).isEmpty();
    }

    @Test
    void resend_olderVersionLost_comesBackAsThatVersion() throws Exception {
        byte[] newer = Samples.slice(1, 1, 1, 16, 99);
        films.store(newer);
        films.sealAndShip();
        Path first = packs().stream().max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
                .orElseThrow();
        Files.delete(first);

        assertThat(films.store(slice(1))).isEqualTo(new StoreOutcome.Stored(
                new InstanceIds(Samples.study(1), films.instances(1).getFirst().series(), Samples.instance(1, 1, 1),
                        "1.2.840.10008.5.1.4.1.1.2"), false));

        assertThat(films.dataset(films.find(1, Samples.instance(1, 1, 1)).orElseThrow())).isEqualTo(newer);
        assertThat(JdbcClient.create(db.dataSource())
                .sql("select string_agg(version || ':' || superseded, ' ' order by version) from instance where uid = ?")
                .param(Samples.instance(1, 1, 1).value()).query(String.class).single()).isEqualTo("1:true 2:false");
    }

    @Test
    void start_catalogueLostTheMove_findsTheNewPlaceAgain() throws Exception {
        List<Map<String, Object>> before = sql("select id, pack, position, length, meta_offset from instance");
        Files.delete(pack());
        sendAll();
        Path segment;
        try (var open = Files.list(films.settings.directory())) {
            segment = open.filter(path -> path.toString().endsWith(".pack")).findFirst().orElseThrow();
        }
        byte[] asItWas = Files.readAllBytes(segment);
        films.close();
        for (Path sealed : packs()) {
            Files.delete(sealed);
        }
        Files.write(segment, asItWas);
        forgetMoves(before);

        films.start();
        films.sealAndShip();

        assertAllAreRead();
        assertThat(problems()).isEmpty();
    }

    /** As if the database had come back from a crash without its last commits. */
    private void forgetMoves(List<Map<String, Object>> before) {
        JdbcClient client = JdbcClient.create(db.dataSource());
        client.sql("update pack set state = 'stored' where state = 'replaced'").update();
        client.sql("update pack set state = 'open', object_key = null where id <> ?").param(before.getFirst().get("pack"))
                .update();
        for (Map<String, Object> row : before) {
            client.sql("update instance set pack = ?, position = ?, length = ?, meta_offset = ? where id = ?")
                    .params(row.get("pack"), row.get("position"), row.get("length"), row.get("meta_offset"), row.get("id"))
                    .update();
        }
    }

    private List<Map<String, Object>> sql(String query) {
        return JdbcClient.create(db.dataSource()).sql(query).query().listOfRows();
    }
}
