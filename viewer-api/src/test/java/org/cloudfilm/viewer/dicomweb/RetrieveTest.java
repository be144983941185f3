package org.cloudfilm.viewer.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DicomReader;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.PydicomFiles;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class RetrieveTest {

    static final String DOCTOR = "clinician.lishui";
    static final String STUDY = "/studies/1.2.3";
    static final String SERIES = STUDY + "/series/1.2.3.1";
    static final String FIRST = SERIES + "/instances/1.2.3.1.1";
    static final String OCTETS = "application/octet-stream";

    static final ViewerServer server = ViewerServer.start();
    static final List<byte[]> datasets = new ArrayList<>();

    @BeforeAll
    static void fill() {
        for (int i = 1; i <= 3; i++) {
            datasets.add(server.store(
                    "lishui",
                    Films.slice("1.2.3", "1.2.3.1", "1.2.3.1." + i, i).build(),
                    TransferSyntax.EXPLICIT_VR_LE));
        }
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    @Test
    void frame_singlePart_isExactlyThePixels() {
        HttpResponse<byte[]> answer = server.get(DOCTOR, FIRST + "/frames/1", "Accept", OCTETS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("8192");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        assertThat(answer.body()).isEqualTo(pixels(0));
    }

    @Test
    void frame_largeSinglePart_isSentByTheKernelExactly() {
        byte[] pixels = new byte[512 * 512 * 2];
        new java.util.Random(7).nextBytes(pixels);
        server.store(
                "lishui",
                Films.image("1.2.4", "1.2.4.1", "1.2.4.1.1", 1, 512, 512, 16, pixels).build(),
                TransferSyntax.IMPLICIT_VR_LE);
        String frame = "/studies/1.2.4/series/1.2.4.1/instances/1.2.4.1.1/frames/1";

        assertThat(server.get(DOCTOR, frame, "Accept", OCTETS).body()).isEqualTo(pixels);
        server.archive().sealNow();
        assertThat(server.get(DOCTOR, frame, "Accept", OCTETS).body()).isEqualTo(pixels);

        HttpResponse<byte[]> part = server.get(DOCTOR, frame, "Accept", OCTETS, "Range", "bytes=100000-299999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 100000-299999/524288");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(pixels, 100_000, 300_000));

        HttpResponse<byte[]> head = server.send("HEAD", DOCTOR, frame, "Accept", OCTETS, "Range", "bytes=0-9");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).hasValue("524288");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void range_behindTheEnd_416() {
        HttpResponse<byte[]> answer =
                server.get(DOCTOR, FIRST + "/frames/1", "Accept", OCTETS, "Range", "bytes=8192-");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */8192");
    }

    @Test
    void range_fromTheEndOfNothing_416() {
        HttpResponse<byte[]> answer = server.get(DOCTOR, FIRST + "/bulk/132-0", "Accept", OCTETS, "Range", "bytes=-5");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */0");
    }

    @Test
    void frame_multipart_isOnePart() {
        HttpResponse<byte[]> answer = server.get(DOCTOR, FIRST + "/frames/1");

        Multipart multipart = multipart(answer);
        assertThat(multipart.pieces()).hasSize(1);
        assertThat(multipart.pieces().getFirst().headers())
                .isEqualTo("Content-Type: application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1");
        assertThat(multipart.pieces().getFirst().body()).isEqualTo(pixels(0));
    }

    /** What is stored as JPEG 2000 and uncompressed, asked for in many ways. */
    @ParameterizedTest(name = "{0} {1} -> {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            raw | ~~                                                                    | 200 | multipart/related; type="application/octet-stream"
            raw | */*                                                                   | 200 | multipart/related; type="application/octet-stream"
            raw | application/octet-stream                                              | 200 | application/octet-stream
            raw | application/octet-stream; transfer-syntax=*                           | 200 | application/octet-stream
            raw | multipart/related; type="application/octet-stream"                    | 200 | multipart/related; type="application/octet-stream"
            raw | multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1 | 200 | multipart/related; type="application/octet-stream"
            raw | application/octet-stream; transfer-syntax=1.2.840.10008.1.2           | 406 | application/problem+json
            raw | image/jp2                                                             | 406 | application/problem+json
            raw | text/html                                                             | 406 | application/problem+json
            j2k | */*                                                                   | 200 | multipart/related; type="image/jp2"
            j2k | image/jp2                                                             | 200 | image/jp2; transfer-syntax=1.2.840.10008.1.2.4.90
            j2k | multipart/related; type="image/jp2"; transfer-syntax=*                | 200 | multipart/related; type="image/jp2"
            j2k | multipart/related; type="image/jp2"; transfer-syntax=1.2.840.10008.1.2.4.91 | 406 | application/problem+json
            j2k | multipart/related; type="application/octet-stream"; transfer-syntax=* | 200 | multipart/related; type="application/octet-stream"
            j2k | application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.90      | 200 | application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.90
            j2k | application/octet-stream                                              | 200 | application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1
            j2k | multipart/related; type="application/octet-stream"                    | 200 | multipart/related; type="application/octet-stream"
            j2k | image/jls, image/jp2; q=0.1                                           | 200 | image/jp2
            j2k | image/jls                                                             | 406 | application/problem+json
            j2k | application/*                                                         | 200 | application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1
            j2k | */*; transfer-syntax=1.2.840.10008.1.2.1                              | 200 | multipart/related; type="application/octet-stream"
            """)
    void frame_eachAccept_isNegotiated(String stored, String accept, int status, String contentType) {
        String path = stored.equals("raw") ? FIRST : pydicom("MR_small_jp2klossless.dcm");

        HttpResponse<byte[]> answer = server.get(DOCTOR, path + "/frames/1", "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(contentType);
    }

    @Test
    void frame_jpeg2000AsStored_isItsCodestream() {
        HttpResponse<byte[]> answer = server.get(DOCTOR, pydicom("MR_small_jp2klossless.dcm") + "/frames/1", "Accept", "image/jp2");

        assertThat(Arrays.copyOf(answer.body(), 4)).containsExactly(0xFF, 0x4F, 0xFF, 0x51);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MR_small_jp2klossless.dcm", "MR_small_jpeg_ls_lossless.dcm", "MR_small_RLE.dcm"})
    void frame_compressedButAskedForAsOctets_isDecoded(String file) {
        HttpResponse<byte[]> answer = server.get(DOCTOR, pydicom(file) + "/frames/1", "Accept", OCTETS);

        assertThat(answer.body()).isEqualTo(read("MR_small.dcm").frame(1));
    }

    @Test
    void frames_decoded_areAPartEach() {
        String path = pydicom("SC_rgb_rle_2frame.dcm");

        Multipart both = multipart(
                server.get(DOCTOR, path + "/frames/1,2", "Accept", "multipart/related; type=\"application/octet-stream\""));

        assertThat(both.pieces()).hasSize(2);
        assertThat(both.pieces()).allSatisfy(piece -> assertThat(piece.body()).hasSize(100 * 100 * 3));
        assertThat(both.pieces().get(0).body()).isNotEqualTo(both.pieces().get(1).body());
    }

    @Test
    void frames_ofMultiframe_comeInTheOrderAskedFor() {
        String path = pydicom("SC_rgb_rle_2frame.dcm");

        Multipart both = multipart(server.get(DOCTOR, path + "/frames/2,1", "Accept", "multipart/related; type=\"image/dicom-rle\""));

        assertThat(both.pieces()).hasSize(2);
        assertThat(both.pieces().get(0).body())
                .isEqualTo(server.get(DOCTOR, path + "/frames/2", "Accept", "image/dicom-rle").body());
        assertThat(both.pieces().get(1).body())
                .isEqualTo(server.get(DOCTOR, path + "/frames/1", "Accept", "image/dicom-rle").body());
        assertThat(server.get(DOCTOR, path + "/frames/1,2", "Accept", "image/dicom-rle").statusCode()).isEqualTo(406);
    }

    @Test
    void frame_bigEndian_comesLittleEndian() {
        byte[] big = server.get(DOCTOR, pydicom("MR_small_bigendian.dcm") + "/frames/1", "Accept", OCTETS).body();

        assertThat(big).isEqualTo(read("MR_small.dcm").frame(1));
    }

    @Test
    void frame_deflated_comesInflated() {
        HttpResponse<byte[]> answer =
                server.get(DOCTOR, pydicom("image_dfl.dcm") + "/frames/1", "Accept", OCTETS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(512 * 512);
    }

    @Test
    void study_multipart_isEveryInstanceByteForByte() {
        for (String accept : List.of("multipart/related; type=\"application/dicom\"", "*/*")) {
            Multipart study = multipart(server.get(DOCTOR, STUDY, "Accept", accept));

            assertThat(study.pieces()).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(study.pieces().get(i).headers())
                        .startsWith("Content-Type: application/dicom; transfer-syntax=1.2.840.10008.1.2.1");
                assertThat(dataset(study.pieces().get(i).body())).isEqualTo(datasets.get(i));
            }
        }
        server.archive().sealNow();
        assertThat(multipart(server.get(DOCTOR, SERIES)).pieces()).hasSize(3);
    }

    @Test
    void instance_singlePart_isAFileOnItsOwn() {
        HttpResponse<byte[]> answer = server.get(DOCTOR, FIRST, "Accept", "application/dicom");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/dicom; transfer-syntax=1.2.840.10008.1.2.1");
        assertThat(dataset(answer.body())).isEqualTo(datasets.getFirst());
        assertThat(server.get(DOCTOR, STUDY, "Accept", "application/dicom").statusCode()).isEqualTo(406);
    }

    /** One image of pydicom in many transfer syntaxes; the last column is the one whose pixels must come out. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "MR_small_implicit.dcm, MR_small.dcm",
        "MR_small_bigendian.dcm, MR_small.dcm",
        "MR_small_jp2klossless.dcm, MR_small.dcm",
        "MR_small_RLE.dcm, MR_small.dcm",
        "image_dfl.dcm, image_dfl.dcm",
        "SC_rgb_rle_2frame.dcm, ",
        "rtplan.dcm, ",
        "test-SR.dcm, ",
        "waveform_ecg.dcm, ",
    })
    void instance_explicitLittleEndianAskedFor_isConverted(String file, String same) throws IOException {
        HttpResponse<byte[]> answer = server.get(
                DOCTOR, pydicom(file), "Accept", "application/dicom; transfer-syntax=1.2.840.10008.1.2.1");

        assertThat(answer.statusCode()).isEqualTo(200);
        Part10.Meta meta = Part10.parse(answer.body());
        assertThat(meta.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LE);
        DicomReader converted = DicomReader.read(
                new ByteArrayInputStream(answer.body(), meta.length(), answer.body().length),
                meta.transferSyntax(),
                64 << 20);
        Dataset before = read(file).header();
        assertThat(converted.header().string(Tags.StudyInstanceUID))
                .isEqualTo(before.string(Tags.StudyInstanceUID));
        assertThat(converted.frames()).isEqualTo(read(file).frames());
        if (same != null) {
            assertThat(converted.frame(1)).isEqualTo(read(same).frame(1));
        }
    }

    @Test
    void series_explicitLittleEndianAskedFor_isConvertedPartByPart() {
        String path = pydicom("MR_small_implicit.dcm");
        String series = path.substring(0, path.indexOf("/instances"));
        pydicom("MR_small_RLE.dcm");

        HttpResponse<byte[]> answer = server.get(
                DOCTOR,
                series,
                "Accept",
                "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Multipart.parse(answer.headers().firstValue("Content-Type").orElseThrow(), answer.body()).pieces())
                .hasSizeGreaterThan(1)
                .allSatisfy(piece -> assertThat(Part10.parse(piece.body()).transferSyntax())
                        .isEqualTo(TransferSyntax.EXPLICIT_VR_LE));
    }

    @Test
    void metadata_plainAndGzip_sayTheSame() throws IOException {
        for (String path : List.of(STUDY, SERIES, FIRST)) {
            HttpResponse<byte[]> plain = server.get(DOCTOR, path + "/metadata");
            HttpResponse<byte[]> gzip = server.get(DOCTOR, path + "/metadata", "Accept-Encoding", "br, gzip");

            assertThat(plain.headers().firstValue("Content-Type")).hasValue("application/dicom+json");
            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                    .isEqualTo(plain.body());
            assertThat(plain.headers().firstValue("ETag")).isNotEqualTo(gzip.headers().firstValue("ETag"));
            JsonNode json = new ObjectMapper().readTree(plain.body());
            assertThat(json).hasSize(path.equals(FIRST) ? 1 : 3);
            assertThat(json.get(0).at("/00100010/Value/0/Ideographic").asString()).isEqualTo("张^三");
        }
    }

    @Test
    void bulkData_asTheMetadataNamesIt_isTheValue() {
        JsonNode json = new ObjectMapper()
                .readTree(server.get(DOCTOR, FIRST + "/metadata").body());
        String uri = json.get(0).at("/7FE00010/BulkDataURI").asString();

        assertThat(uri).startsWith("/dicom-web/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.1/bulk/");
        String path = uri.substring("/dicom-web".length());
        assertThat(server.get(DOCTOR, path, "Accept", OCTETS).body()).isEqualTo(pixels(0));
        assertThat(multipart(server.get(DOCTOR, path)).pieces().getFirst().body()).isEqualTo(pixels(0));
        assertThat(server.get("clinician.jinyun", path, "Accept", OCTETS).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', multipart/related",
        "/metadata, application/dicom+json",
        "/series/1.2.3.1/instances/1.2.3.1.1, application/dicom",
        "/series/1.2.3.1/instances/1.2.3.1.1/frames/1, application/octet-stream",
        "/series/1.2.3.1/instances/1.2.3.1.1/bulk/0-132, application/octet-stream",
    })
    void knownAlready_304WithoutBody(String path, String accept) {
        String etag = server.get(DOCTOR, STUDY + path, "Accept", accept)
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        HttpResponse<byte[]> again =
                server.get(DOCTOR, STUDY + path, "Accept", accept, "If-None-Match", "\"other\", " + etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue(etag);
        assertThat(server.get("clinician.jinyun", STUDY + path, "Accept", accept, "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', 'multipart/related'",
        "/metadata, application/dicom+json",
        "/series/1.2.3.1/metadata, application/json",
        "/series/1.2.3.1/instances/1.2.3.1.1, application/dicom",
        "/series/1.2.3.1/instances/1.2.3.1.1/frames/1, application/octet-stream",
        "/series/1.2.3.1/instances/1.2.3.1.1/bulk/0-132, application/octet-stream",
    })
    void refused_looksLikeAbsent(String path, String accept) {
        HttpResponse<byte[]> refused = server.get("clinician.jinyun", STUDY + path, "Accept", accept);
        HttpResponse<byte[]> absent = server.get(DOCTOR, "/studies/9.9.9" + path, "Accept", accept);
        HttpResponse<byte[]> patient =
                server.get("patient.11010519491231002X", STUDY + path, "Accept", accept);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(new String(refused.body())).isEqualTo(
                "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,\"detail\":\"nothing is stored here\"}");
        assertThat(absent.body()).isEqualTo(refused.body());
        assertThat(patient.body()).isEqualTo(refused.body());
        assertThat(names(refused)).isEqualTo(names(absent));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/studies/1.2.x/metadata, 400",
        "/studies/1.2.3/series/1..1, 400",
        "/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.1/frames/0, 400",
        "/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.1/frames/one, 400",
        "/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.1/frames/2, 404",
        "/studies/1.2.3/series/1.2.3.2, 404",
        "/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.9, 404",
        "/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.1/bulk/0-99999999, 404",
        "/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.1/bulk/9223372036854775807-1, 400",
        "/studies/1.2.3/series/1.2.3.1/instances/1.2.3.1.1/bulk/999999999999999999-1, 404",
        "/studies/1.2.3/metadata?accept=text/html, 406",
        "/studies/1.2.3/metadata?accept=application%2Fjson, 200",
    })
    void badOrAbsent_isSaidInTermsOfTheProtocol(String path, int status) {
        assertThat(server.get(DOCTOR, path).statusCode()).isEqualTo(status);
    }

    /** STOW-RS, which is the gateway's, is not here to answer POST. */
    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            DELETE  | /studies/1.2.3                    | 405 | GET, HEAD, POST
            PUT     | /studies                          | 405 | GET, HEAD, POST
            OPTIONS | /studies                          | 204 | GET, HEAD, POST
            POST    | /studies                          | 404 |
            POST    | /studies/1.2.3                    | 404 |
            POST    | /series                           | 405 | GET, HEAD
            POST    | /studies/1.2.3/series             | 405 | GET, HEAD
            DELETE  | /studies/1.2.3/series/1.2.3.1     | 405 | GET, HEAD
            PUT     | /studies/1.2.3/metadata           | 405 | GET, HEAD
            OPTIONS | /studies/1.2.3/metadata           | 204 | GET, HEAD
            POST    | /studies/1.2.3/rendered           | 405 | GET, HEAD
            OPTIONS | /studies/1.2.3/thumbnail          | 204 | GET, HEAD
            DELETE  | /nowhere                          | 404 |
            """)
    void otherMethods_saidWhichThereAre(String method, String path, int status, String allowed) {
        HttpResponse<byte[]> answer = server.send(method, DOCTOR, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow").orElse(null)).isEqualTo(allowed);
    }

    @Test
    void withoutToken_401() {
        assertThat(server.get("", STUDY).statusCode()).isEqualTo(401);
        assertThat(server.get("nonsense", STUDY).statusCode()).isEqualTo(401);
        assertThat(server.get("janitor.lishui", STUDY).statusCode()).isEqualTo(403);
        assertThat(server.get("janitor.lishui", STUDY + "/rendered").statusCode()).isEqualTo(403);
    }

    /** Stores a file under a SOP Instance UID of its own: several of pydicom's files share one. Returns its path. */
    private static String pydicom(String name) {
        Dataset ids = read(name).header();
        String uid = ids.string(Tags.SOPInstanceUID, "");
        String own = uid.substring(0, uid.length() - 4) + (1000 + Math.floorMod(name.hashCode(), 9000));
        String file = new String(PydicomFiles.bytes("test_files/" + name), StandardCharsets.ISO_8859_1);
        boolean named = file.indexOf(uid) < file.lastIndexOf(uid);
        server.storeFile("lishui", (named ? file.replace(uid, own) : file).getBytes(StandardCharsets.ISO_8859_1));
        return "/studies/" + ids.string(Tags.StudyInstanceUID, "") + "/series/" + ids.string(Tags.SeriesInstanceUID, "")
                + "/instances/" + (named ? own : uid);
    }

    private static DicomReader read(String name) {
        PydicomFiles.DataSetBytes file = PydicomFiles.dataSet("test_files/" + name);
        try {
            return DicomReader.read(new ByteArrayInputStream(file.bytes()), file.syntax(), 64 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pixels(int instance) {
        byte[] dataset = datasets.get(instance);
        return Arrays.copyOfRange(dataset, dataset.length - 8192, dataset.length);
    }

    private static byte[] dataset(byte[] file) {
        return Arrays.copyOfRange(file, Part10.parse(file).length(), file.length);
    }

    private static Multipart multipart(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
        return Multipart.parse(answer.headers().firstValue("Content-Type").orElseThrow(), answer.body());
    }

    private static List<String> names(HttpResponse<?> answer) {
        return answer.headers().map().keySet().stream().sorted().toList();
    }
}
