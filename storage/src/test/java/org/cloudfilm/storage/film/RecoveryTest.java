package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a start makes of the files an earlier process left. Crashes are imitated by copying the live directory. */
class RecoveryTest {

    @TempDir
    Path directory;

    private TestDatabase db;
    private ArchiveFixture films;

    @BeforeEach
    void twoInstancesInAnOpenSegment() throws IOException {
        db = TestDatabase.create();
        films = new ArchiveFixture(db, directory).start();
        films.store(Samples.slice(1, 1, 1));
        films.store(Samples.slice(1, 1, 2));
    }

    @AfterEach
    void stop() {
        db.close();
    }

    /** The only segment as it is on disk now, out of reach of the archive that is closed afterwards. */
    private Path crash() throws IOException {
        Path segment;
        try (var files = Files.list(films.settings.directory())) {
            segment = files.filter(path -> path.toString().endsWith(".pack")).findFirst().orElseThrow();
        }
        Path copy = Files.copy(segment, directory.resolve(segment.getFileName()));
        films.close();
        wipe(directory.resolve("objects"));
        wipe(films.settings.directory());
        reopenPacks();
        return copy;
    }

    private static void wipe(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file); // the archive tidies up, too
            }
        }
    }

    private void reopenPacks() {
        sql("update pack set state = 'open', object_key = null, size = 0, body_end = 0, metadata_base = 0, records = 0");
    }

    private void sql(String update) {
        JdbcClient.create(db.dataSource()).sql(update).update();
    }

    private void place(Path segment) throws IOException {
        Files.copy(segment, films.settings.directory().resolve(segment.getFileName()),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void start_catalogueLostTheRows_bringsThemBack() throws Exception {
        Path segment = crash();
        sql("truncate patient, study, series, request_attributes, pack, instance");
        place(segment);

        films.start();

        assertThat(films.instances(1)).hasSize(2);
        assertThat(films.dataset(films.instances(1).get(1))).isEqualTo(Samples.slice(1, 1, 2));
        films.close();
    }

    @Test
    void start_segmentTornAtEveryByte_keepsWhatIsWhole() throws Exception {
        Path segment = crash();
        JdbcClient catalogue = JdbcClient.create(db.dataSource());
        long second = catalogue.sql("select max(position) from instance").query(Long.class).single();
        // behind it the block is filled up
        long size = catalogue.sql("select max(position + length) from instance").query(Long.class).single();
        assertThat(Files.size(segment)).isBetween(size, size + SegmentFile.BLOCK);
        for (long end = size; end >= 0; end -= end > second - 300 && end < second + 10 ? 1 : 97) {
            wipe(directory.resolve("objects"));
            reopenPacks();
            place(segment);
            try (FileChannel file = FileChannel.open(
                    films.settings.directory().resolve(segment.getFileName()), StandardOpenOption.WRITE)) {
                file.truncate(end);
            }
            films.start();
            int whole = films.instances(1).size();
            assertThat(whole).as("cut at %d of %d", end, size).isLessThanOrEqualTo(2);
            if (end == size) {
                assertThat(whole).isEqualTo(2);
            } else if (end >= second) {
                assertThat(whole).isEqualTo(1);
                assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(Samples.slice(1, 1, 1));
            }
            films.close();
            wipe(films.settings.directory());
        }
    }

    @Test
    void start_bytesOfAnInnerRecordAreWrong_losesThatRecordOnly() throws Exception {
        films.store(Samples.slice(1, 1, 3));
        long position = position(2);
        Path segment = crash();
        place(flipped(segment, position + 900));

        films.start();

        assertFirstAndThirdAreThere();
    }

    @Test
    void start_headOfAnInnerRecordIsWrong_losesThatRecordOnly() throws Exception {
        films.store(Samples.slice(1, 1, 3));
        long position = position(2);
        Path segment = crash();
        place(flipped(segment, position - 60));

        films.start();

        assertFirstAndThirdAreThere();
    }

    private void assertFirstAndThirdAreThere() throws Exception {
        assertThat(films.archive.damaged()).isOne();
        assertThat(films.instances(1)).extracting(StoredInstance::instanceNumber).containsExactly(1, 3);
        assertThat(films.dataset(films.instances(1).getLast())).isEqualTo(Samples.slice(1, 1, 3));
        films.sealAndShip();
        assertThat(films.archive.reader().asMultipart(ArchiveFixture.permit(1), films.instances(1)))
                .as("the damaged bytes are never sent").isEmpty();
        assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems())
                .singleElement().asString().contains("damaged before it was sealed");
        assertThat(films.store(Samples.slice(1, 1, 2))).as("the hospital sends it again")
                .isInstanceOf(StoreOutcome.Stored.class);
        assertThat(films.instances(1)).hasSize(3);
        films.close();
    }

    @Test
    void start_indexOfASealedPackIsWrong_isReadBackFromItsRecords() throws Exception {
        Path segments = films.settings.directory();
        films.close();
        wipe(segments);
        Path pack;
        try (var files = Files.walk(directory.resolve("objects"))) {
            pack = files.filter(path -> path.toString().endsWith(".pack")).findFirst().orElseThrow();
        }
        Path copy = Files.copy(pack, directory.resolve(pack.getFileName()));
        wipe(directory.resolve("objects"));
        place(flipped(copy, Files.size(copy) - PackFooter.LENGTH - 20));

        films.start();

        films.sealAndShip();
        assertThat(films.instances(1)).hasSize(2);
        assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
        films.close();
    }

    @Test
    void start_fileOfAnotherName_isLeftAlone() throws Exception {
        films.close();
        Path stranger = Files.write(films.settings.directory().resolve("notes.pack"), new byte[100]);

        films.start();

        assertThat(stranger).exists();
        assertThat(films.instances(1)).hasSize(2);
        films.close();
    }

    private long position(int number) {
        return JdbcClient.create(db.dataSource()).sql("select position from instance where number = ?").param(number)
                .query(Long.class).single();
    }

    private static Path flipped(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1)}), at);
        }
        return file;
    }

    @Test
    void start_fileThatIsNoSegment_isSetAside() throws Exception {
        films.close();
        PackId stranger = new PackId(UUID.randomUUID());
        Files.write(films.settings.directory().resolve(stranger + ".pack"), new byte[5000]);

        films.start();

        assertThat(films.settings.directory().resolve(stranger + ".damaged")).exists();
        assertThat(films.instances(1)).hasSize(2);
        films.close();
    }

    @Test
    void start_packThatShouldBeHereIsGone_isCounted() throws Exception {
        crash();

        films.start();

        assertThat(films.archive.lost()).isOne();
        films.close();
    }
}
