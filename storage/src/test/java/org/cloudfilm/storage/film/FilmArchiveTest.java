package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.cloudfilm.storage.film.dicom.Tags;
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
}
