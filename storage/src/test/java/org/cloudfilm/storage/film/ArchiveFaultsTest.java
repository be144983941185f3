package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Disk, database and object store failing under the archive. */
class ArchiveFaultsTest {

    @TempDir
    Path directory;

    private TestDatabase db;
    private ArchiveFixture films;

    @BeforeEach
    void database() throws IOException {
        db = TestDatabase.create();
        films = new ArchiveFixture(db, directory);
    }

    @AfterEach
    void stop() {
        films.close();
        db.close();
    }

    /** A disk that has so many bytes left. */
    private record SmallDisk(SegmentFile file, AtomicLong left) implements SegmentFile {

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            int n = bytes.remaining();
            if (left.addAndGet(-n) < 0) {
                ByteBuffer half = bytes.slice(0, n / 2);
                file.write(half, position);
                throw new IOException("No space left on device");
            }
            file.write(bytes, position);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            file.read(into, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private static void assertOutOfResources(StoreOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(StoreOutcome.Refused.class, refused ->
                assertThat(refused.reason()).isEqualTo(StoreOutcome.Reason.OUT_OF_RESOURCES));
    }

    @Test
    void store_diskFull_isRefusedAndWorksAgainOnceThereIsSpace() throws Exception {
        AtomicLong left = new AtomicLong(700_000);
        films.start(path -> new SmallDisk(SegmentFile.onDisk(path), left));
        assertThat(films.store(Samples.slice(1, 1, 1, 512, 1))).isInstanceOf(StoreOutcome.Stored.class);

        assertOutOfResources(films.store(Samples.slice(1, 1, 2, 512, 2)));
        assertOutOfResources(films.store(Samples.slice(2, 1, 1, 512, 3)));
        assertThat(films.instances(1)).hasSize(1);
        left.set(1L << 30);

        assertThat(films.store(Samples.slice(1, 1, 2, 512, 2))).isInstanceOf(StoreOutcome.Stored.class);
        films.sealAndShip();
        assertThat(films.instances(1)).hasSize(2);
        assertThat(films.dataset(films.instances(1).get(1))).isEqualTo(Samples.slice(1, 1, 2, 512, 2));
        assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
    }

    /** Whichever write finds the disk full: header, record, metadata, closing delimiter, index or footer. */
    @Test
    void store_diskFullAtAnyWrite_losesNothingAcknowledged() throws Exception {
        AtomicLong left = new AtomicLong(1L << 30);
        films.start(path -> new SmallDisk(SegmentFile.onDisk(path), left));
        for (int study = 1; study <= 50; study++) {
            left.set(100L * study);
            StoreOutcome first = films.store(Samples.slice(study, 1, 1));
            films.archive.sealNow();
            if (!(first instanceof StoreOutcome.Stored)) {
                assertOutOfResources(first);
            }
            left.set(1L << 30);
            assertThat(films.store(Samples.slice(study, 1, 1))).isInstanceOf(
                    first instanceof StoreOutcome.Stored ? StoreOutcome.AlreadyStored.class : StoreOutcome.Stored.class);
        }

        films.sealAndShip();
        for (int study = 1; study <= 50; study++) {
            assertThat(films.instances(study)).hasSize(1);
            assertThat(films.dataset(films.instances(study).getFirst())).isEqualTo(Samples.slice(study, 1, 1));
        }
        assertThat(openSegments()).isZero();
        assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
    }

    @Test
    void store_diskFullForNewStudies_leavesNoFileOpen() throws Exception {
        AtomicLong left = new AtomicLong(0);
        films.start(path -> new SmallDisk(SegmentFile.onDisk(path), left));
        long before = openSegments();

        for (int study = 1; study <= 20; study++) {
            assertOutOfResources(films.store(Samples.slice(study, 1, 1)));
        }

        assertThat(openSegments()).isEqualTo(before);
        assertThat(films.settings.directory()).isEmptyDirectory();
    }

    private long openSegments() throws IOException {
        return OpenFiles.below(films.settings.directory());
    }

    @Test
    void store_senderInterrupted_costsThatInstanceOnly() throws Exception {
        films.start();
        films.store(Samples.slice(1, 1, 1));
        AtomicReference<StoreOutcome> outcome = new AtomicReference<>();
        Thread sender = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            outcome.set(films.store(Samples.slice(1, 1, 2, 512, 2)));
        });
        sender.join();

        assertOutOfResources(outcome.get());
        assertThat(films.store(Samples.slice(1, 1, 3))).isInstanceOf(StoreOutcome.Stored.class);
        films.sealAndShip();
        assertThat(films.instances(1)).extracting(StoredInstance::instanceNumber).containsExactly(1, 3);
        assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
    }

    /** The database commits and falls silent before it says so, twice: nobody knows what it did. */
    @Test
    void store_catalogueInDoubt_keepsTheBytesThatTheRowSpeaksOf() throws Exception {
        AtomicBoolean deaf = new AtomicBoolean();
        DataSource lossy = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    Object answer = call(db.dataSource(), method, args);
                    return answer instanceof Connection real ? new LostAnswers(real, deaf).connection() : answer;
                });
        films.archive = new FilmArchive(
                lossy, films.store, TestRecords.HOSPITALS, TestRecords.on(lossy, films.store), films.settings);
        assertThat(films.store(Samples.slice(1, 1, 1))).isInstanceOf(StoreOutcome.Stored.class);

        deaf.set(true);
        assertOutOfResources(films.store(Samples.slice(1, 1, 2)));
        deaf.set(false);

        assertThat(films.store(Samples.slice(1, 1, 2)))
                .isInstanceOfAny(StoreOutcome.Stored.class, StoreOutcome.AlreadyStored.class);
        films.sealAndShip();
        assertThat(films.instances(1)).hasSize(2);
        assertThat(films.dataset(films.instances(1).getLast())).isEqualTo(Samples.slice(1, 1, 2));
        assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
    }

    /** While deaf, statements that insert instances are done and their answers lost, and the connection counts as dead. */
    private record LostAnswers(Connection real, AtomicBoolean deaf) {

        Connection connection() {
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                        if (deaf.get() && method.getName().equals("isValid")) {
                            return false;
                        }
                        Object made = call(real, method, args);
                        boolean insert = method.getName().equals("prepareStatement")
                                && ((String) args[0]).contains("insert into instance");
                        return insert ? statement((PreparedStatement) made) : made;
                    });
        }

        private PreparedStatement statement(PreparedStatement made) {
            return (PreparedStatement) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, args) -> {
                        Object answer = call(made, method, args);
                        if (deaf.get() && method.getName().equals("executeBatch")) {
                            throw new SQLException("the connection was cut", "08006");
                        }
                        return answer;
                    });
        }
    }

    /** One disk for all: neither the bytes come to it, nor can the row that speaks of them be taken back. */
    @Test
    void store_diskFullForSegmentsAndDatabaseAtOnce_leavesNoRowForOtherBytesInThatPlace() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        StudyRecords records = (StudyRecords) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StudyRecords.class}, (proxy, method, args) -> {
                    if (full.get() && method.getName().equals("follow")) {
                        throw new DataAccessResourceFailureException("SQL state 53100");
                    }
                    return call(films.records, method, args);
                });
        films.archive = new FilmArchive(db.dataSource(), films.store, TestRecords.HOSPITALS, records, films.settings,
                path -> (SegmentFile) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {SegmentFile.class},
                        forcingFails(SegmentFile.onDisk(path), full)));
        films.store(Samples.slice(1, 1, 1));

        full.set(true);
        assertOutOfResources(films.store(Samples.slice(1, 1, 2, 64, 1)));
        full.set(false);

        assertThat(films.store(Samples.slice(1, 1, 2, 128, 2))).isInstanceOf(StoreOutcome.Stored.class);
        films.sealAndShip();
        assertThat(films.instances(1)).hasSize(2);
        assertThat(films.dataset(films.instances(1).getLast())).isEqualTo(Samples.slice(1, 1, 2, 128, 2));
        assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
    }

    private static InvocationHandler forcingFails(SegmentFile file, AtomicBoolean full) {
        return (proxy, method, args) -> {
            if (full.get() && method.getName().equals("force")) {
                throw new IOException("No space left on device");
            }
            return call(file, method, args);
        };
    }

    @Test
    void store_databaseGone_isRefusedAndWorksAgainOnceItIsBack() throws Exception {
        AtomicBoolean gone = new AtomicBoolean();
        DataSource flaky = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    if (gone.get() && method.getName().equals("getConnection")) {
                        throw new SQLException("the database is gone", "08001");
                    }
                    return call(db.dataSource(), method, args);
                });
        films.archive = new FilmArchive(
                flaky, films.store, TestRecords.HOSPITALS, TestRecords.on(flaky, films.store), films.settings);
        assertThat(films.store(Samples.slice(1, 1, 1))).isInstanceOf(StoreOutcome.Stored.class);

        gone.set(true);
        JdbcClient.create(db.dataSource()).sql("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """).query().listOfRows();
        assertOutOfResources(films.store(Samples.slice(1, 1, 2)));
        gone.set(false);

        // the bytes were kept, for the first try may have reached the database: sealing can be faster than the second
        assertThat(films.store(Samples.slice(1, 1, 2)))
                .isInstanceOfAny(StoreOutcome.Stored.class, StoreOutcome.AlreadyStored.class);
        films.sealAndShip();
        assertThat(films.instances(1)).hasSize(2);
        ArchiveReport report = new VerifyArchive(db.dataSource(), films.store, films.settings).run();
        assertThat(report.problems()).isEmpty();
        assertThat(report.instances()).as("whichever of its two records is read").isEqualTo(2);
    }

    /** The database is killed between the comparison with a segment and the word that it is sealed. */
    @Test
    void seal_rowsLostSinceTheComparison_comeBack() throws Exception {
        AtomicBoolean lose = new AtomicBoolean(true);
        DataSource forgetful = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    Object answer = call(db.dataSource(), method, args);
                    return answer instanceof Connection real ? forgetsBeforeSealing(real, lose) : answer;
                });
        films.archive = new FilmArchive(
                forgetful, films.store, TestRecords.HOSPITALS, TestRecords.on(forgetful, films.store), films.settings);
        films.store(Samples.slice(1, 1, 1));
        films.store(Samples.slice(1, 1, 2));

        films.sealAndShip();

        assertThat(lose).isFalse();
        assertThat(films.instances(1)).hasSize(2);
        ArchiveReport report = new VerifyArchive(db.dataSource(), films.store, films.settings).run();
        assertThat(report.problems()).isEmpty();
        assertThat(report.instances()).isEqualTo(2);
    }

    private Connection forgetsBeforeSealing(Connection real, AtomicBoolean lose) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    boolean sealing = method.getName().equals("prepareStatement")
                            && ((String) args[0]).contains("update pack p set size");
                    if (sealing && lose.getAndSet(false)) {
                        JdbcClient.create(db.dataSource()).sql("delete from instance").update();
                    }
                    return call(real, method, args);
                });
    }

    @Test
    void ship_storeUnavailable_packWaitsAndIsReadFromHereUntilTheStoreIsBack() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        ObjectStore real = ObjectStores.open(new ObjectStoreSettings.Files(directory.resolve("objects")));
        ObjectStore flaky = (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("putIfAbsent") && failures.getAndDecrement() > 0) {
                        throw new UncheckedIOException(new IOException("503"));
                    }
                    return call(real, method, args);
                });
        films = new ArchiveFixture(db, directory, flaky).start();
        films.store(Samples.slice(1, 1, 1));
        films.archive.sealNow();

        // for a moment the pack counts as being sealed and as being shipped
        while (failures.get() == 2 || films.archive.pending() > 1) {
            Thread.onSpinWait();
        }
        assertThat(films.archive.pending()).isOne();
        assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(Samples.slice(1, 1, 1));

        films.sealAndShip();
        assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(Samples.slice(1, 1, 1));
        assertThat(JdbcClient.create(db.dataSource()).sql("select state from pack").query(String.class).single())
                .isEqualTo("stored");
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void metadata_isAcceptedByGzipItself() throws Exception {
        films.start();
        for (int i = 1; i <= 20; i++) {
            films.store(Samples.slice(1, 1, i));
        }
        Path file = directory.resolve("metadata.json.gz");
        try (OutputStream out = Files.newOutputStream(file)) {
            films.archive.reader().metadata(ArchiveFixture.permit(1), films.instances(1)).writeGzip(out);
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        films.archive.reader().metadata(ArchiveFixture.permit(1), films.instances(1)).writePlain(plain);

        Process gzip = new ProcessBuilder("gzip", "-dc", file.toString()).start();

        assertThat(gzip.getInputStream().readAllBytes()).isEqualTo(plain.toByteArray());
        assertThat(gzip.waitFor()).isZero();
    }
}
