package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class FilmArchiveTest {

    private static TestDatabase db;

    @TempDir
    Path directory;

    private ArchiveFixture films;

    @BeforeAll
    static void database() {
        db = TestDatabase.create();
    }

    @AfterAll
    static void done() {
        db.close();
    }

    @BeforeEach
    void start() throws IOException {
        JdbcClient.create(db.dataSource())
                .sql("truncate patient, study, series, request_attributes, pack, instance").update();
        films = new ArchiveFixture(db, directory).start();
    }

    @AfterEach
    void stop() {
        films.close();
    }

    @Test
    void store_anInstance_readsBackByteForByteFromTheOpenSegment() throws IOException {
        byte[] sent = Samples.slice(1, 1, 1);

        StoreOutcome outcome = films.store(sent);

        assertThat(outcome).isInstanceOfSatisfying(StoreOutcome.Stored.class,
                stored -> assertThat(stored.newVersion()).isFalse());
        StoredInstance found = films.find(1, Samples.instance(1, 1, 1)).orElseThrow();
        assertThat(films.dataset(found)).isEqualTo(sent);
        byte[] frame = new byte[512];
        long[] range = found.frames().ranges(1);
        System.arraycopy(films.part10(found), (int) range[0], frame, 0, 512);
        assertThat(frame).isEqualTo(Arrays.copyOfRange(sent, sent.length - 512, sent.length));
        assertThat(films.archive.reader().header(ArchiveFixture.permit(1), found).string(Tags.PatientID))
                .contains("34052419800101001X");
    }

    @Test
    void seal_aStudy_readsBackByteForByteFromTheObjectStore() throws Exception {
        for (int i = 1; i <= 5; i++) {
            films.store(Samples.slice(1, 1, i));
        }

        films.sealAndShip();

        assertThat(films.instances(1)).hasSize(5);
        for (int i = 1; i <= 5; i++) {
            assertThat(films.dataset(films.instances(1).get(i - 1))).isEqualTo(Samples.slice(1, 1, i));
        }
    }

    @Test
    void metadata_openAndSealed_isOneGzipMember() throws Exception {
        for (int i = 1; i <= 5; i++) {
            films.store(Samples.slice(1, 1, i));
        }
        List<StoredInstance> backwards = films.instances(1).reversed();
        byte[] open = checked(films.archive.reader().metadata(ArchiveFixture.permit(1), backwards));

        films.sealAndShip();

        assertThat(checked(films.archive.reader().metadata(ArchiveFixture.permit(1), backwards))).isEqualTo(open);
        assertThat(new String(open, StandardCharsets.UTF_8)).startsWith("[{").endsWith("}]").contains("},{");
    }

    @Test
    void metadata_elementsBehindThePixels_areInIt() throws Exception {
        int trailingPadding = 0xfffcfffc;
        films.store(Samples.bytes(Samples.header(1, 1, 1)
                .put(Tags.PixelData, Vr.OW, new byte[40_000])
                .put(trailingPadding, Vr.OB, new byte[4])
                .build()));

        byte[] json = checked(films.archive.reader().metadata(ArchiveFixture.permit(1), films.instances(1)));

        assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"7FE00010\"").contains("\"FFFCFFFC\"");
    }

    private static byte[] checked(MetadataSource metadata) throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        metadata.writeGzip(gzip);
        assertThat(gzip.size()).isEqualTo((int) metadata.gzipLength());
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        metadata.writePlain(plain);
        assertThat(plain.size()).isEqualTo((int) metadata.plainLength());
        byte[] inflated = new GZIPInputStream(new ByteArrayInputStream(gzip.toByteArray())).readAllBytes();
        assertThat(inflated).isEqualTo(plain.toByteArray());
        return inflated;
    }

    @Test
    void multipart_wholeSealedPack_isOneRange() throws Exception {
        films.store(Samples.slice(1, 1, 1));
        films.store(Samples.slice(1, 1, 2));
        assertThat(films.archive.reader().asMultipart(ArchiveFixture.permit(1), films.instances(1))).isEmpty();

        films.sealAndShip();

        Optional<MultipartRange> body =
                films.archive.reader().asMultipart(ArchiveFixture.permit(1), films.instances(1));
        String text = new String(body.orElseThrow().body().open().readAllBytes(), StandardCharsets.ISO_8859_1);
        String boundary = body.get().boundary();
        assertThat(text).startsWith("--" + boundary + "\r\nContent-Type: application/dicom; transfer-syntax=1.2.840");
        assertThat(text).endsWith("\r\n--" + boundary + "--\r\n");
        assertThat(text.split("--" + boundary, -1)).hasSize(4);
        assertThat(films.archive.reader()
                        .asMultipart(ArchiveFixture.permit(1), films.instances(1).subList(0, 1)))
                .isEmpty();
    }

    @Test
    void store_sameBytesTwice_keepsOne() throws Exception {
        films.store(Samples.slice(1, 1, 1));

        StoreOutcome again = films.store(Samples.slice(1, 1, 1));

        assertThat(again).isInstanceOf(StoreOutcome.AlreadyStored.class);
        films.sealAndShip();
        assertThat(films.store(Samples.slice(1, 1, 1))).isInstanceOf(StoreOutcome.AlreadyStored.class);
        films.sealAndShip();
        assertThat(count("select count(*) from instance")).isOne();
        assertThat(count("select count(*) from pack")).isOne();
        assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(Samples.slice(1, 1, 1));
    }

    @Test
    void store_sameUidOtherBytes_isANewVersionAndTheOldOneStays() {
        films.store(Samples.slice(1, 1, 1, 16, 1));
        films.store(Samples.slice(1, 1, 2));
        String before = films.archive.reader().study(ArchiveFixture.permit(1)).orElseThrow().version();

        StoreOutcome outcome = films.store(Samples.slice(1, 1, 1, 16, 2));

        assertThat(outcome).isInstanceOfSatisfying(StoreOutcome.Stored.class,
                stored -> assertThat(stored.newVersion()).isTrue());
        assertThat(films.instances(1)).hasSize(2);
        assertThat(films.dataset(films.find(1, Samples.instance(1, 1, 1)).orElseThrow()))
                .isEqualTo(Samples.slice(1, 1, 1, 16, 2));
        assertThat(films.archive.reader().study(ArchiveFixture.permit(1)).orElseThrow().version())
                .isNotEqualTo(before);
        assertThat(count("select count(*) from instance where superseded and version = 1")).isOne();
        assertThat(count("select n_instances from study")).isEqualTo(2);
        assertThat(count("select n_instances from series")).isEqualTo(2);
        // the first bytes arriving once more must not undo the correction
        assertThat(films.store(Samples.slice(1, 1, 1, 16, 1))).isInstanceOf(StoreOutcome.AlreadyStored.class);
    }

    private static byte[] corrected(int instance) {
        return Samples.bytes(Samples.header(1, 1, instance)
                .put(Tags.PatientName, "Li^Si=李^四")
                .put(Tags.PatientID, "P4")
                .put(Tags.StudyDescription, "头部平扫")
                .put(Tags.Modality, "MR")
                .put(Tags.SeriesDescription, "T2")
                .put(Tags.RequestAttributesSequence, Dataset.builder()
                        .put(Tags.RequestedProcedureID, "RP9")
                        .build())
                .build());
    }

    @Test
    void store_correctedVersion_correctsPatientStudyAndSeries() throws Exception {
        films.store(Samples.slice(1, 1, 1));
        films.store(Samples.slice(1, 1, 2));
        films.sealAndShip();

        assertThat(films.store(corrected(1))).isInstanceOf(StoreOutcome.Stored.class);
        films.store(Samples.slice(1, 1, 3));
        films.sealAndShip();

        String correct = """
                select count(*) from study s join patient p on p.id = s.patient join series r on r.study = s.id
                  join request_attributes q on q.series = r.id
                where p.patient_id = 'P4' and p.name_key like E'%\n李四\n%' and s.description = '头部平扫'
                  and s.attributes like '%李%' and s.modalities = '{MR}' and s.n_series = 1 and s.n_instances = 3
                  and r.modality = 'MR' and r.description = 'T2' and r.attributes like '%T2%' and r.n_instances = 3
                  and q.requested_procedure_id = 'RP9' and (select count(*) from patient) = 1
                """;
        assertThat(count(correct)).isOne();
        JdbcClient.create(db.dataSource())
                .sql("truncate patient, study, series, request_attributes, pack, instance").update();
        new RebuildCatalogue(db.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.on(db.dataSource(), films.store), films.settings).run();
        assertThat(count(correct)).as("from the packs alone").isOne();
    }

    @Test
    void store_otherHospitalsStudy_isRefusedBeforeItsBytesAreWritten() throws Exception {
        films.store(Samples.slice(1, 1, 1));
        byte[] sent = Samples.slice(1, 1, 2, 512, 1);
        long files = filesOf(films);
        try (InstanceUpload upload = films.archive.begin(Samples.JINYUN, Samples.SYNTAX)) {
            upload.write(sent, 0, sent.length / 2);

            assertThat(filesOf(films)).isEqualTo(files);
            assertThat(upload.commit()).isInstanceOfSatisfying(StoreOutcome.Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(StoreOutcome.Reason.OTHER_HOSPITAL);
                assertThat(refused.ids()).isPresent();
            });
        }
    }

    private static long filesOf(ArchiveFixture films) throws IOException {
        try (var all = Files.list(films.settings.directory())) {
            return all.count();
        }
    }

    @Test
    void store_refusedAsConflicting_leavesNoEmptyStudyOrSeriesBehind() {
        films.store(Samples.slice(1, 1, 1));
        byte[] claimed = Samples.bytes(Samples.header(2, 1, 1)
                .put(Tags.SOPInstanceUID, Samples.instance(1, 1, 1).value())
                .build());

        assertThat(films.store(claimed)).isInstanceOf(StoreOutcome.Refused.class);

        assertThat(count("select count(*) from study")).isOne();
        assertThat(count("select count(*) from series")).isOne();
        assertThat(films.store(Samples.JINYUN, Samples.slice(2, 1, 2)))
                .as("who was refused owns nothing").isInstanceOf(StoreOutcome.Stored.class);
    }

    @Test
    void store_studyOfAnotherHospital_isRefusedAndNothingChanges() {
        films.store(Samples.slice(1, 1, 1));

        StoreOutcome outcome = films.store(Samples.JINYUN, Samples.slice(1, 1, 2));

        assertThat(outcome).isInstanceOfSatisfying(StoreOutcome.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(StoreOutcome.Reason.OTHER_HOSPITAL));
        assertThat(films.instances(1)).hasSize(1);
        assertThat(films.store(Samples.slice(1, 1, 2))).isInstanceOf(StoreOutcome.Stored.class);
    }

    @Test
    void store_instanceUidOfAnotherSeries_isRefusedAsConflicting() {
        films.store(Samples.slice(1, 1, 1));
        byte[] moved = Samples.bytes(Samples.header(1, 2, 1)
                .put(Tags.SOPInstanceUID, Samples.instance(1, 1, 1).value())
                .build());

        assertThat(films.store(moved)).isInstanceOfSatisfying(StoreOutcome.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(StoreOutcome.Reason.CONFLICTING_HIERARCHY));
    }

    @Test
    void close_halfAnInstance_leavesNothingBehind() throws Exception {
        byte[] sent = Samples.slice(1, 1, 1, 512, 1);
        try (InstanceUpload upload = films.archive.begin(Samples.LISHUI, Samples.SYNTAX)) {
            upload.write(sent, 0, sent.length / 2);
            assertThat(upload.ids()).isPresent();
        }
        films.store(Samples.slice(1, 1, 2));
        films.sealAndShip();

        assertThat(films.instances(1)).hasSize(1);
        assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(Samples.slice(1, 1, 2));
        assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
    }

    @Test
    void store_truncatedDataset_isRefusedAsMalformed() {
        byte[] sent = Samples.slice(1, 1, 1);

        assertThat(films.store(Arrays.copyOf(sent, sent.length - 100)))
                .isInstanceOfSatisfying(StoreOutcome.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(StoreOutcome.Reason.MALFORMED);
                    assertThat(refused.ids()).isPresent();
                });
        assertThat(films.instances(1)).isEmpty();
    }

    @Test
    void store_fourSendersOfOneStudyAtOnce_keepsAllInLanesOfTheirOwn() throws Exception {
        List<Thread> senders = new ArrayList<>();
        for (int series = 1; series <= 4; series++) {
            int number = series;
            senders.add(Thread.ofVirtual().start(() -> {
                for (int i = 1; i <= 25; i++) {
                    films.store(Samples.slice(1, number, i));
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }

        assertThat(films.instances(1)).hasSize(100);
        assertThat(count("select n_series * 1000 + n_instances from study")).isEqualTo(4100);
        assertThat(count("select count(*) from pack")).isLessThanOrEqualTo(4);
        films.sealAndShip();
        assertThat(films.instances(1)).allSatisfy(one -> {
            String[] numbers = one.uid().value().split("\\.");
            int series = Integer.parseInt(numbers[numbers.length - 2]);
            assertThat(films.dataset(one)).isEqualTo(Samples.slice(1, series, one.instanceNumber()));
        });
    }

    @Test
    void idleSegment_isSealedByItself() throws Exception {
        films.close();
        films.settings = films.settings.withSealing(Duration.ofMillis(1), 1 << 20);
        films.start();
        films.store(Samples.slice(1, 1, 1));

        awaitStored(1);

        assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(Samples.slice(1, 1, 1));
    }

    private void awaitStored(int packs) throws InterruptedException {
        while (count("select count(*) from pack where state = 'stored'") < packs) {
            Thread.sleep(5);
        }
    }

    @Test
    void catalogue_ofAStudy_answersSearchesAndLinksThePerson() {
        films.store(Samples.slice(1, 1, 1));

        assertThat(count("""
                select count(*) from study s join patient p on p.id = s.patient join person on person.id = p.person_id
                  join series on series.study = s.id join request_attributes r on r.series = series.id
                where s.study_date = '2026-11-21' and s.study_time = '10:11:12.5' and s.modalities = '{CT}'
                  and s.description = '胸部平扫' and s.referring_physician_key like E'%\\nwang fang\\n%'
                  and p.name_key like E'%\\n张三\\n%' and p.name_ideographic = '张^三' and p.sex = 'M'
                  and r.requested_procedure_id = 'RP1' and r.scheduled_step_id = 'SPS1'
                """)).isOne();
    }

    private static long count(String query) {
        return JdbcClient.create(db.dataSource()).sql(query).query(Long.class).single();
    }
}
