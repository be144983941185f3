package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.cloudfilm.storage.object.ObjectKey;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commands an operator has: verify and rebuild-catalog. */
class ArchiveUpkeepTest {

    @TempDir
    Path directory;

    private TestDatabase db;
    private ArchiveFixture films;

    @BeforeEach
    void twoStudiesInPacks() throws Exception {
        db = TestDatabase.create();
        films = new ArchiveFixture(db, directory).start();
        films.store(Samples.slice(1, 1, 1, 16, 1));
        films.store(Samples.slice(1, 2, 1));
        films.store(Samples.JINYUN, Samples.slice(2, 1, 1));
        films.sealAndShip();
        films.store(Samples.slice(1, 1, 1, 16, 2));
        films.store(Samples.slice(1, 1, 2));
        films.sealAndShip();
        films.letGo();
    }

    @AfterEach
    void stop() {
        films.close();
        db.close();
    }

    private ArchiveReport verify(TestDatabase catalogue) throws IOException {
        return new VerifyArchive(catalogue.dataSource(), films.store, films.settings).run();
    }

    @Test
    void verify_soundArchive_readsAllAndFindsNothing() throws IOException {
        ArchiveReport report = verify(db);

        assertThat(report.problems()).isEmpty();
        assertThat(report.packs()).isEqualTo(3);
        assertThat(report.instances()).isEqualTo(5);
    }

    @Test
    void verify_oneBitFlippedAnywhere_isFound() throws IOException {
        Path pack = packs().getFirst();
        long size = Files.size(pack);
        try (FileChannel file = FileChannel.open(pack, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long at = 0; at < size; at += 61) {
                flip(file, at);
                assertThat(verify(db).problems()).as("bit at %d of %d", at, size).hasSize(1);
                flip(file, at);
            }
        }
        assertThat(verify(db).sound()).isTrue();
    }

    private static void flip(FileChannel file, long at) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        file.read(one, at);
        one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
        file.write(one, at);
    }

    @Test
    void verify_packGone_isFound() throws IOException {
        Files.delete(packs().getFirst());

        assertThat(verify(db).problems()).singleElement().asString().contains("neither in the store nor here");
    }

    @Test
    void verifyAndRebuild_manyPacks_leaveNoneOpen() throws IOException {
        long before = OpenFiles.below(directory);

        assertThat(verify(db).sound()).isTrue();
        try (TestDatabase fresh = TestDatabase.create()) {
            new RebuildCatalogue(fresh.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.on(fresh.dataSource(), films.store), films.settings).run();
        }

        assertThat(OpenFiles.below(directory)).isEqualTo(before);
    }

    @Test
    void verify_objectsUnderOtherNamesThanPacksHave_areProblemsAndNoPacks() throws IOException {
        String pack = packs().getFirst().getFileName().toString();
        films.store.putIfAbsent(new ObjectKey("packs/copies/" + pack), new byte[100]);
        films.store.putIfAbsent(new ObjectKey("packs/aa/1-2-3-4-5.pack"), new byte[100]);

        ArchiveReport report = verify(db);

        assertThat(report.problems()).containsExactlyInAnyOrder(
                "object packs/aa/1-2-3-4-5.pack is no pack", "object packs/copies/" + pack + " is no pack");
        assertThat(report.packs()).isEqualTo(3);
    }

    @Test
    void rebuild_intoAnEmptyCatalogue_saysTheSame() throws IOException {
        try (TestDatabase fresh = TestDatabase.create()) {
            ArchiveReport report = new RebuildCatalogue(fresh.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.on(fresh.dataSource(), films.store), films.settings).run();

            assertThat(report.problems()).isEmpty();
            for (String rows : ROWS) {
                assertThat(rows(fresh, rows)).as(rows).isNotEmpty().isEqualTo(rows(db, rows));
            }
            assertThat(verify(fresh).problems()).isEmpty();
            // once more changes nothing
            new RebuildCatalogue(fresh.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.on(fresh.dataSource(), films.store), films.settings).run();
            assertThat(rows(fresh, ROWS[4])).isEqualTo(rows(db, ROWS[4]));
        }
    }

    /** Everything but internal keys, counters of changes and the times of sealing and storing. */
    private static final String[] ROWS = {
        """
        select hospital, patient_id, issuer, person_id is not null, name_alphabetic, name_ideographic, name_phonetic,
          name_key, birth_date, sex from patient order by 1, 2""",
        """
        select s.uid, s.hospital, p.patient_id, study_date, study_time, accession_number, accession_issuer, study_id,
          description, referring_physician, referring_physician_key, modalities::text, n_series, n_instances,
          attributes, received_at, updated_at from study s join patient p on p.id = s.patient order by 1""",
        """
        select r.uid, s.uid, modality, number, r.description, body_part, laterality, performed_date, performed_time,
          station, manufacturer, protocol, r.n_instances, r.attributes
        from series r join study s on s.id = r.study order by 1""",
        """
        select r.uid, item, q.accession_number, requested_procedure_id, scheduled_step_id
        from request_attributes q join series r on r.id = q.series order by 1, 2""",
        """
        select r.uid, i.uid, version, superseded, sop_class, i.number, rows, columns, bits, n_frames, transfer_syntax,
          pack, position, length, meta_offset, meta_length, meta_plain, meta_crc, encode(digest, 'hex'),
          encode(frames, 'hex'), received_at, i.attributes
        from instance i join series r on r.id = i.series order by 2, 3""",
        """
        select id, node, state, boundary, object_key, size, body_start, body_end, metadata_base, records, created_at
        from pack order by 1"""
    };

    private static List<Map<String, Object>> rows(TestDatabase catalogue, String query) {
        return JdbcClient.create(catalogue.dataSource()).sql(query).query().listOfRows();
    }

    private List<Path> packs() throws IOException {
        try (var files = Files.walk(directory.resolve("objects"))) {
            return files.filter(path -> path.toString().endsWith(".pack")).sorted().toList();
        }
    }
}
