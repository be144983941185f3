package org.cloudfilm.gateway.stow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cloudfilm.gateway.testing.Ct;
import org.cloudfilm.gateway.testing.Door;
import org.cloudfilm.gateway.testing.InMemoryFilms;
import org.cloudfilm.gateway.testing.Trail;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.StoreOutcome.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** STOW-RS through the real servlet container and security chain. */
@SpringBootTest(
        classes = Door.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"cloudfilm.dicom.port=0", "cloudfilm.dicom.host=127.0.0.1", "server.address=127.0.0.1"})
class StowTest {

    private static final String MULTIPART = "multipart/related; type=\"application/dicom\"; boundary=bXb";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    InMemoryFilms films;

    @Autowired
    Trail trail;

    @BeforeEach
    void forget() {
        films.reset();
        trail.entries().clear();
    }

    @Test
    void store_instances_keptAndReferenced() {
        HttpResponse<String> response = post("", MULTIPART, multipart(Ct.file(1, 64), Ct.file(2, 64)));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/dicom+json");
        String studies = "http://127.0.0.1:" + port + "/dicom-web/studies";
        assertThat(response.body())
                .isEqualTo(
                        """
                        {"00081190":{"vr":"UR","Value":["STUDIES/2.25.1001"]},\
                        "00081199":{"vr":"SQ","Value":[\
                        {"00081150":{"vr":"UI","Value":["1.2.840.10008.5.1.4.1.1.2"]},\
                        "00081155":{"vr":"UI","Value":["2.25.1001.1.1"]},\
                        "00081190":{"vr":"UR","Value":["STUDIES/2.25.1001/series/2.25.1001.1/instances/2.25.1001.1.1"]}},\
                        {"00081150":{"vr":"UI","Value":["1.2.840.10008.5.1.4.1.1.2"]},\
                        "00081155":{"vr":"UI","Value":["2.25.1001.1.2"]},\
                        "00081190":{"vr":"UR","Value":["STUDIES/2.25.1001/series/2.25.1001.1/instances/2.25.1001.1.2"]}}]}}"""
                                .replace("STUDIES", studies));
        assertThat(films.kept().get("2.25.1001.1.1").bytes()).isEqualTo(Ct.dataSet(1, 64));
        Arrival arrival = films.kept().get("2.25.1001.1.2").arrival();
        assertThat(arrival.via()).isEqualTo(Arrival.Via.STOW);
        assertThat(arrival.hospital().value()).isEqualTo("lishui");
        assertThat(trail.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("hospital-lishui");
            assertThat(entry.object()).isEqualTo(Ct.STUDY);
            assertThat(entry.reason()).isEqualTo("STOW: 2 stored");
        });
    }

    @Test
    void store_singlePart_kept() {
        assertThat(post("/" + Ct.STUDY, "application/dicom", Ct.file(1, 64)).statusCode()).isEqualTo(200);
        assertThat(films.kept()).hasSize(1);
    }

    @Test
    void store_wantsXml_nativeModel() {
        HttpResponse<String> response = send(
                request("", MULTIPART, multipart(Ct.file(1, 8), new byte[0])).header("Accept", "application/dicom+xml"));
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/dicom+xml");
        assertThat(response.body())
                .contains("<DicomAttribute tag=\"00081155\" vr=\"UI\" keyword=\"ReferencedSOPInstanceUID\">"
                        + "<Value number=\"1\">2.25.1001.1.1</Value></DicomAttribute>")
                .contains("<DicomAttribute tag=\"0008119A\" vr=\"SQ\" keyword=\"OtherFailuresSequence\">"
                        + "<Item number=\"1\"><DicomAttribute tag=\"00081197\" vr=\"US\" keyword=\"FailureReason\">"
                        + "<Value number=\"1\">49152</Value></DicomAttribute></Item></DicomAttribute>");
    }

    @Test
    void store_someOfAnotherStudy_acceptedWithFailures() {
        byte[] other = Ct.file(2, 8);
        String text = new String(other, StandardCharsets.ISO_8859_1).replace(Ct.STUDY + "\0", "2.25.1002\0");
        byte[] body = multipart(Ct.file(1, 8), text.getBytes(StandardCharsets.ISO_8859_1));
        HttpResponse<String> response = post("/" + Ct.STUDY, MULTIPART, body);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).at("/00081198/Value/0/00081197/Value/0").asInt()).isEqualTo(0xA900);
        assertThat(json(response).at("/00081198/Value/0/00081155/Value/0").asString()).isEqualTo("2.25.1001.1.2");
        assertThat(films.kept()).containsOnlyKeys("2.25.1001.1.1");
    }

    @Test
    void store_allOfAnotherStudy_conflict() {
        HttpResponse<String> response = post("/2.25.7", MULTIPART, multipart(Ct.file(1, 8)));
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).at("/00081198/Value/0/00081197/Value/0").asInt()).isEqualTo(0xA900);
        assertThat(films.kept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OUT_OF_RESOURCES, 503, 0xA700",
        "TOO_LARGE, 413, 0xC002",
        "OTHER_HOSPITAL, 409, 0x0124",
        "CONFLICTING_HIERARCHY, 409, 0x0111"
    })
    void store_archiveRefuses_statusAndReason(Reason reason, int status, int failureReason) {
        films.refuseWith(reason, "detail");
        HttpResponse<String> response = post("", MULTIPART, multipart(Ct.file(1, 8)));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).at("/00081198/Value/0/00081197/Value/0").asInt()).isEqualTo(failureReason);
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    @Test
    void store_archiveBreaks_500AndNothingOfItInTheBody() {
        films.breakDown();
        HttpResponse<String> response = post("", MULTIPART, multipart(Ct.file(1, 8)));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(json(response).at("/00081198/Value/0/00081197/Value/0").asInt()).isEqualTo(0x0110);
        assertThat(response.body()).doesNotContain("broken");
    }

    @ParameterizedTest
    @CsvSource({
        "doctor-wang, 403",
        "patient-zhang, 403",
        "admin, 403",
        "nobody, 403",
        "stranger, 401"
    })
    void store_byAnyoneButAHospital_refused(String token, int status) {
        HttpResponse<String> response = send(request("", MULTIPART, multipart(Ct.file(1, 8)))
                .setHeader("Authorization", "Bearer " + token));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(films.kept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/related; type=\"application/dicom\"           | 400",
                "multipart/related; type=\"application/dicom\"; boundary=\"\" | 400",
                "multipart/related; type=\"application/dicom+json\"; boundary=bXb | 415",
                "multipart/form-data; boundary=bXb | 415",
                "application/json | 415",
                "image/jpeg | 415",
                "nonsense | 415"
            })
    void store_wrongContentType_refused(String contentType, int status) {
        assertThat(post("", contentType, multipart(Ct.file(1, 8))).statusCode()).isEqualTo(status);
        assertThat(films.kept()).isEmpty();
    }

    /** Written without the quotes that RFC 9110 wants, as some senders do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/related; type=application/dicom; boundary=bXb",
                "multipart/related;boundary=bXb;type=application/dicom;",
                "Multipart/Related; Type=application/dicom; Boundary=\"bXb\"; start=<a@b>",
                "multipart/related; boundary=bXb",
            })
    void store_contentTypeAsSendersWriteIt_stored(String contentType) {
        assertThat(post("", contentType, multipart(Ct.file(1, 8))).statusCode()).isEqualTo(200);
    }

    @Test
    void store_boundaryWithoutItsQuotes_stored() {
        byte[] body = new String(multipart(Ct.file(1, 8)), StandardCharsets.ISO_8859_1)
                .replace("bXb", "=_a/b=:1?")
                .getBytes(StandardCharsets.ISO_8859_1);
        String type = "multipart/related; type=application/dicom; boundary=";

        assertThat(post("", type + "=_a/b=:1?", body).statusCode()).isEqualTo(200);
        assertThat(post("", type, body).statusCode()).isEqualTo(400);
        assertThat(post("", type + "\"=_a/b", body).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/related; type=application/dicom+xml, application/dicom+json | 200",
                "nonsense, */*;q=0.1                                                   | 200",
                "nonsense                                                              | 406",
                "application/dicom+json;q=0                                            | 406",
            })
    void store_acceptThatCannotBeReadInPart_theRestCounts(String accept, int status) {
        assertThat(send(request("", MULTIPART, multipart(Ct.file(1, 8))).header("Accept", accept))
                        .statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"'', 100", "/" + Ct.STUDY + ", 100"})
    void store_acceptOfMoreTypesThanAnybodyNeeds_theBestCounts(String study, int types) {
        String others = IntStream.range(0, types)
                .mapToObj(n -> "application/x-" + n)
                .collect(Collectors.joining(","));
        HttpResponse<String> response = send(request(study, MULTIPART, multipart(Ct.file(1, 8)))
                .header("Accept", others + ",*/*;q=0.1,application/dicom+json;q=0.4,application/dicom+xml;q=0.5"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/dicom+xml");
    }

    /** Of two types that are wanted as much the one that is named comes before the one that is meant too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*, application/dicom+xml           | application/dicom+xml",
                "application/*, application/dicom+xml | application/dicom+xml",
                "*/*, application/*                   | application/dicom+json"
            })
    void store_acceptsOneTypeByNameAndAnyOther_namedOne(String accept, String type) {
        assertThat(send(request("", MULTIPART, multipart(Ct.file(1, 8))).header("Accept", accept))
                        .headers().firstValue("Content-Type"))
                .hasValue(type);
    }

    @ParameterizedTest
    @CsvSource({"identity, 200", "gzip, 415"})
    void store_contentEncoding_onlyNone(String encoding, int status) {
        assertThat(send(request("", MULTIPART, multipart(Ct.file(1, 8))).header("Content-Encoding", encoding))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void store_unacceptableResponse_406() {
        assertThat(send(request("", MULTIPART, multipart(Ct.file(1, 8))).header("Accept", "image/png"))
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void store_studyInUrlIsNoUid_400() {
        assertThat(post("/no-uid", MULTIPART, multipart(Ct.file(1, 8))).statusCode()).isEqualTo(400);
    }

    @Test
    void store_noClosingDelimiter_lastPartRefused() {
        byte[] whole = multipart(Ct.file(1, 8), Ct.file(2, 8));
        HttpResponse<String> response = post("", MULTIPART, Arrays.copyOf(whole, whole.length - 9));
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).at("/00081198/Value/0/00081155/Value/0").asString()).isEqualTo("2.25.1001.1.2");
        assertThat(films.kept()).containsOnlyKeys("2.25.1001.1.1");
    }

    @Test
    void store_otherBoundary_400() {
        assertThat(post("", MULTIPART.replace("bXb", "other"), multipart(Ct.file(1, 8))).statusCode()).isEqualTo(400);
    }

    @Test
    void store_emptyBody_400() {
        assertThat(post("", MULTIPART, new byte[0]).statusCode()).isEqualTo(400);
        assertThat(post("", "application/dicom", new byte[0]).statusCode()).isEqualTo(400);
    }

    @Test
    void store_noParts_400() {
        assertThat(post("", MULTIPART, "--bXb--".getBytes(StandardCharsets.US_ASCII)).statusCode()).isEqualTo(400);
    }

    @Test
    void store_tenThousandEmptyParts_400() {
        byte[] body = multipart(Collections.nCopies(10_000, new byte[0]).toArray(byte[][]::new));
        HttpResponse<String> response = post("", MULTIPART, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/0008119A/Value").size()).isLessThan(2000);
    }

    @Test
    void store_partOfAnotherType_failureAmongOthers() {
        byte[] body = new String(multipart(Ct.file(1, 8), Ct.file(2, 8)), StandardCharsets.ISO_8859_1)
                .replaceFirst("application/dicom", "image/jpeg")
                .getBytes(StandardCharsets.ISO_8859_1);
        HttpResponse<String> response = post("", MULTIPART, body);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(films.kept()).containsOnlyKeys("2.25.1001.1.2");
    }

    /** The sender goes away within the second instance: the first stays, the second leaves nothing. */
    @Test
    void store_connectionCutWithinInstance_undone() throws IOException {
        byte[] whole = multipart(Ct.file(1, 8), Ct.file(2, 256));
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.getOutputStream().write(("POST /dicom-web/studies HTTP/1.1\r\nHost: localhost\r\n"
                            + "Authorization: Bearer hospital-lishui\r\nContent-Type: " + MULTIPART + "\r\n"
                            + "Content-Length: " + whole.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(whole, 0, whole.length / 2);
            socket.getOutputStream().flush();
            await(() -> films.kept().size() == 1 && films.open() == 1);
            socket.setSoLinger(true, 0);
        }
        await(() -> films.open() == 0);
        assertThat(films.kept()).containsOnlyKeys("2.25.1001.1.1");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private HttpResponse<String> post(String study, String contentType, byte[] body) {
        return send(request(study, contentType, body));
    }

    private HttpRequest.Builder request(String study, String contentType, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/dicom-web/studies" + study))
                .header("Authorization", "Bearer hospital-lishui")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static byte[] multipart(byte[]... files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] file : List.of(files)) {
            body.writeBytes("--bXb\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes("--bXb--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }
}
