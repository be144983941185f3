package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database was killed and has lost its last commits: a version of an instance that was corrected since. */
class LostCommitsTest {

    @TempDir
    Path directory;

    private TestDatabase db;
    private ArchiveFixture films;

    @BeforeEach
    void archive() throws IOException {
        db = TestDatabase.create();
        films = new ArchiveFixture(db, directory).start();
    }

    @AfterEach
    void stop() {
        films.close();
        db.close();
    }

    /** The versions of one instance, each with another name of the study. */
    private static byte[] version(int number) {
        return Samples.bytes(Samples.header(1, 1, 1).put(Tags.StudyDescription, "version " + number).build());
    }

    /** Times of arrival are milliseconds. */
    private void send(int version) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(2);
        assertThat(films.store(version(version))).isInstanceOf(StoreOutcome.Stored.class);
    }

    private void sql(String update) {
        JdbcClient.create(db.dataSource()).sql(update).update();
    }

    private void loseAll() {
        sql("truncate patient, study, series, request_attributes, pack, instance");
    }

    private void assertNewestIs(int version, int kept) throws IOException {
        assertThat(films.instances(1)).hasSize(1);
        assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(version(version));
        ArchiveReport report = new VerifyArchive(db.dataSource(), films.store, films.settings).run();
        assertThat(report.problems()).isEmpty();
        assertThat(report.instances()).isEqualTo(kept);
        assertCatalogueSays(db, version, kept);
        try (TestDatabase fresh = TestDatabase.create()) {
            new RebuildCatalogue(fresh.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.on(fresh.dataSource(), films.store), films.settings).run();
            assertCatalogueSays(fresh, version, kept);
            assertThat(new VerifyArchive(fresh.dataSource(), films.store, films.settings).run().problems()).isEmpty();
        }
    }

    private static void assertCatalogueSays(TestDatabase db, int version, int kept) {
        String digest = digest(version);
        assertThat(JdbcClient.create(db.dataSource()).sql("""
                select s.description || ' ' || s.n_instances || ' ' || encode(i.digest, 'hex') || ' '
                  || (select count(*) from instance)
                from study s join instance i on i.study = s.id and not i.superseded
                """).query(String.class).single()).isEqualTo("version " + version + " 1 " + digest + " " + kept);
    }

    private static String digest(int version) {
        byte[] bytes = version(version);
        ContentDigest digest = new ContentDigest();
        digest.update(bytes, 0, bytes.length);
        return digest.hex();
    }

    @Test
    void seal_versionThatWasLostComesBack_doesNotReplaceTheCorrectionThatCameSince() throws Exception {
        send(1);
        loseAll();
        send(2);

        films.sealAndShip();

        assertNewestIs(2, 2);
    }

    @Test
    void seal_correctionThatWasLostComesBack_doesNotReplaceTheOneThatCameSince() throws Exception {
        send(1);
        send(2);
        sql("delete from instance where version = 2");
        sql("update instance set superseded = false");
        send(3);

        films.sealAndShip();

        assertNewestIs(3, 3);
    }

    @Test
    void seal_lostVersionLiesInAnotherSegmentThanTheCorrection_andIsSealedLater() throws Exception {
        send(1);
        loseAll();
        byte[] next = Samples.slice(1, 1, 2);
        try (InstanceUpload holdsTheSegment = films.archive.begin(Samples.LISHUI, Samples.SYNTAX)) {
            holdsTheSegment.write(next, 0, next.length);
            send(2);
            films.sealAndShip();
        }

        films.sealAndShip();

        assertNewestIs(2, 2);
    }
}
