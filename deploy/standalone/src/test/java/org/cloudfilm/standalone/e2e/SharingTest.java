package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 张三 shares a film with a doctor abroad, who has no account. */
class SharingTest {

    private static final String PATIENT = "patient-zhang";
    private static final String PASSCODE = "246810";
    private static final Slices FILM = new Slices(81, 3, 32);
    private static final Slices OTHER_FILM = new Slices(82, 1, 32);

    @TempDir
    static Path directory;

    static RunningCloudfilm cloudfilm;
    static HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
        cloudfilm.storescu("LISHUI", FILM.write(directory)).succeeded();
        cloudfilm.storescu("LISHUI", OTHER_FILM.write(directory)).succeeded();
        put("Patient/z81", """
                {"resourceType":"Patient","id":"z81","name":[{"text":"张三"}],"birthDate":"1980-01-01",
                 "telecom":[{"system":"phone","value":"13800138000"}],
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}]}""");
        put("DiagnosticReport/r81", report("r81", FILM, "右肺上叶小结节"));
        put("DiagnosticReport/r82", report("r82", OTHER_FILM, "未见异常"));
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
        assertThat(cloudfilm.log()).doesNotContain(" ERROR ").doesNotContain("Exception");
    }

    private static String report(String id, Slices film, String conclusion) {
        return """
                {"resourceType":"DiagnosticReport","id":"%s","status":"final","code":{"text":"CT"},
                 "subject":{"reference":"Patient/z81"},"imagingStudy":[{"reference":"ImagingStudy/%s"}],
                 "conclusion":"%s"}""".formatted(id, film.study(), conclusion);
    }

    @Test
    void link_opened_givesReportAndFilm_andNothingElse() throws Exception {
        JsonNode made = share("{\"studies\":[\"%s\"],\"label\":\"胸部 CT\",\"passcode\":\"246810\",\"days\":7,\"openings\":3,\"report\":true}"
                .formatted(FILM.study()));
        JsonNode link = payload(made);
        assertThat(made.at("/link").asString()).startsWith(cloudfilm.url() + "/s#shlink:/");
        assertThat(made.at("/openingsLeft").asInt()).isEqualTo(3);
        assertThat(link.at("/url").asString()).startsWith(cloudfilm.url() + "/shl/").hasSizeLessThanOrEqualTo(128);
        assertThat(link.at("/flag").asString()).isEqualTo("P");

        HttpResponse<String> answer = manifest(link, PASSCODE, "Dr Smith, Charité");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode manifest = json(answer);
        assertThat(types(manifest)).containsExactly("application/fhir+json", "application/smart-api-access");

        JsonNode bundle = decrypted(manifest.at("/files/0/embedded").asString(), link, "application/fhir+json");
        assertThat(bundle.toString()).contains("右肺上叶小结节").doesNotContain("未见异常", "13800138000", "34052419800101001X");
        assertThat(bundle.at("/entry").valueStream().map(e -> e.at("/resource/resourceType").asString()))
                .containsExactlyInAnyOrder("ImagingStudy", "Patient", "DiagnosticReport", "Endpoint");

        String token = accessToken(manifest, link);
        assertThat(get(token, "/dicom-web/studies").body()).contains(FILM.study()).doesNotContain(OTHER_FILM.study());
        assertThat(get(token, "/dicom-web/studies/" + FILM.study() + "/metadata").statusCode()).isEqualTo(200);
        assertThat(get(token, "/dicom-web/studies/" + OTHER_FILM.study() + "/metadata").statusCode()).isEqualTo(404);
        assertThat(get(token, "/fhir/ImagingStudy").body()).contains(FILM.study()).doesNotContain(OTHER_FILM.study());
        assertThat(get(token, "/fhir/DiagnosticReport").body()).contains("右肺上叶小结节").doesNotContain("未见异常");
        assertThat(get(token, "/fhir/DiagnosticReport/r82").statusCode()).isEqualTo(404);
        assertThat(get(token, "/fhir/Patient").body()).doesNotContain("13800138000");
        assertThat(get(token, "/fhir/Patient/z81").statusCode()).isEqualTo(404);
        for (String closed : List.of("/api/me", "/api/shares", "/api/notices")) {
            assertThat(get(token, closed).statusCode()).as(closed).isEqualTo(403);
        }
        assertThat(send("POST", token, "/dicom-web/studies", "x").statusCode()).isEqualTo(403);
        assertThat(send("PUT", token, "/fhir/DiagnosticReport/r81", "{}").statusCode()).isEqualTo(403);

        JsonNode mine = mine(made);
        assertThat(mine.at("/state").asString()).isEqualTo("active");
        assertThat(mine.at("/openingsLeft").asInt()).isEqualTo(2);
        assertThat(mine.at("/openings/0/recipient").asString()).isEqualTo("Dr Smith, Charité");
        assertThat(mine.at("/openings/0/outcome").asString()).isEqualTo("opened");
        assertThat(get(cloudfilm.token(PATIENT), "/api/notices").body()).contains("SHARE_OPENED", "Charité");
    }

    @Test
    void link_revoked_isDeadAtOnce_withEverythingItGaveOut() throws Exception {
        JsonNode made = share(wish(5));
        JsonNode link = payload(made);
        String token = accessToken(json(manifest(link, PASSCODE, "Dr Smith")), link);
        String frame = "/dicom-web/studies/" + FILM.study() + "/series/" + FILM.series() + "/instances/" + FILM.instance(0) + "/frames/1";
        assertThat(get(token, frame).statusCode()).isEqualTo(200);

        assertThat(send("DELETE", cloudfilm.token("doctor-wang"), "/api/shares/" + made.at("/id").asString(), "").statusCode()).isEqualTo(403);
        assertThat(send("DELETE", cloudfilm.token(PATIENT), "/api/shares/" + made.at("/id").asString(), "").statusCode()).isEqualTo(204);

        assertThat(get(token, frame).statusCode()).isIn(401, 404);
        assertThat(get(token, "/dicom-web/studies").body()).doesNotContain(FILM.study());
        assertThat(manifest(link, PASSCODE, "Dr Smith").statusCode()).isEqualTo(404);
        assertThat(mine(made).at("/state").asString()).isEqualTo("revoked");
        assertThat(send("DELETE", cloudfilm.token(PATIENT), "/api/shares/" + made.at("/id").asString(), "").statusCode()).isEqualTo(204);
    }

    @Test
    void reading_whileRevoked_nothingThatBeginsAfterwardsSucceeds() throws Exception {
        JsonNode made = share(wish(5));
        JsonNode link = payload(made);
        String token = accessToken(json(manifest(link, PASSCODE, "Dr Smith")), link);
        String metadata = "/dicom-web/studies/" + FILM.study() + "/metadata";
        for (int i = 0; i < 50; i++) {
            assertThat(get(token, metadata).statusCode()).isEqualTo(200);
        }

        CompletableFuture<HttpResponse<String>> revoking = http.sendAsync(
                request(cloudfilm.token(PATIENT), "/api/shares/" + made.at("/id").asString()).DELETE().build(), BodyHandlers.ofString());
        while (!revoking.isDone()) {
            get(token, metadata);
        }

        assertThat(revoking.get().statusCode()).isEqualTo(204);
        for (int i = 0; i < 20; i++) {
            assertThat(get(token, metadata).statusCode()).isIn(401, 404);
        }
    }

    @Test
    void openings_usedUp_linkIsGone_whatTheLastOpeningGaveStillWorks() throws Exception {
        JsonNode made = share(wish(1));
        JsonNode link = payload(made);

        String token = accessToken(json(manifest(link, PASSCODE, "Dr Smith")), link);

        assertThat(manifest(link, PASSCODE, "Dr Smith").statusCode()).isEqualTo(404);
        assertThat(get(token, "/dicom-web/studies/" + FILM.study() + "/metadata").statusCode()).isEqualTo(200);
        assertThat(mine(made).at("/state").asString()).isEqualTo("used-up");
    }

    @Test
    void wrongPasscodes_areCountedForLife_theLastOneKillsTheLink() throws Exception {
        JsonNode link = payload(share(wish(3)));
        assertThat(json(manifest(link, null, "guesser")).at("/remainingAttempts").asInt()).as("not a guess").isEqualTo(5);

        for (int left = 4; left >= 0; left--) {
            HttpResponse<String> answer = manifest(link, "wrong" + left, "guesser");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"remainingAttempts\":" + left + "}");
        }

        assertThat(manifest(link, PASSCODE, "Dr Smith").statusCode()).isEqualTo(404);
    }

    @Test
    void wrongPasscodes_twoHundredAtOnce_exactlyFiveAreLookedAt() throws Exception {
        JsonNode made = share(wish(3));
        JsonNode link = payload(made);

        List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            guesses.add(http.sendAsync(manifestRequest(link, "{\"recipient\":\"guesser\",\"passcode\":\"" + (100_000 + i) + "\"}"),
                    BodyHandlers.ofString()));
        }
        List<Integer> answers = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> guess : guesses) {
            answers.add(guess.get().statusCode());
        }

        assertThat(answers).isSubsetOf(401, 404, 429);
        assertThat(answers.stream().filter(status -> status == 401)).hasSize(5);
        assertThat(mine(made).at("/state").asString()).isEqualTo("locked");
        assertThat(mine(made).at("/openings").size()).isEqualTo(5);
        assertThat(manifest(link, PASSCODE, "Dr Smith").statusCode()).isEqualTo(404);
    }

    @Test
    void files_notEmbedded_areFetchedOnce() throws Exception {
        JsonNode link = payload(share(wish(3)));

        HttpResponse<String> answer = http.send(
                manifestRequest(link, "{\"recipient\":\"x\",\"passcode\":\"246810\",\"embeddedLengthMax\":0}"), BodyHandlers.ofString());

        JsonNode manifest = json(answer);
        assertThat(answer.body()).doesNotContain("embedded");
        String location = manifest.at("/files/0/location").asString();
        HttpResponse<String> file = http.send(HttpRequest.newBuilder(URI.create(location)).build(), BodyHandlers.ofString());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("application/jose");
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(decrypted(file.body(), link, "application/fhir+json").at("/resourceType").asString()).isEqualTo("Bundle");
        assertThat(http.send(HttpRequest.newBuilder(URI.create(location)).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        String access = http.send(HttpRequest.newBuilder(URI.create(manifest.at("/files/1/location").asString())).build(),
                BodyHandlers.ofString()).body();
        String token = decrypted(access, link, "application/smart-api-access").at("/access_token").asString();
        assertThat(get(token, "/dicom-web/studies").body()).contains(FILM.study());
        assertThat(manifest(link, PASSCODE, "x").body()).contains("embedded");
        assertThat(json(http.send(manifestRequest(link,
                "{\"recipient\":\"x\",\"passcode\":\"246810\",\"embeddedLengthMax\":" + "9".repeat(40) + "}"), BodyHandlers.ofString()))
                .at("/files/0/embedded").asString()).isNotEmpty();
    }

    @Test
    void reportAlone_givesNoFilmAndNoToken() throws Exception {
        JsonNode link = payload(share(wish(3).replace("}", ",\"images\":false}")));

        JsonNode manifest = json(manifest(link, PASSCODE, "insurer"));

        assertThat(types(manifest)).containsExactly("application/fhir+json");
        JsonNode bundle = decrypted(manifest.at("/files/0/embedded").asString(), link, "application/fhir+json");
        assertThat(bundle.at("/entry").valueStream().map(e -> e.at("/resource/resourceType").asString()))
                .contains("Patient", "DiagnosticReport").doesNotContain("ImagingStudy", "Endpoint");
        assertThat(bundle.toString()).doesNotContain("13800138000", "34052419800101001X");
    }

    @Test
    void pagesOfOtherOrigins_mayOpenLinks() throws Exception {
        URI url = URI.create(payload(share(wish(1))).at("/url").asString());

        // Java's own client does not let one say where a page comes from
        String asked = Command.run("curl", "-s", "-i", "-X", "OPTIONS", "-H", "Origin: https://viewer.example.org",
                "-H", "Access-Control-Request-Method: POST", "-H", "Access-Control-Request-Headers: content-type",
                url.toString()).succeeded();
        String refused = Command.run("curl", "-s", "-i", "-X", "POST", "-H", "Origin: https://viewer.example.org",
                "-H", "Content-Type: application/json", "-d", "{\"recipient\":\"x\",\"passcode\":\"wrong\"}", url.toString())
                .succeeded();

        assertThat(asked).startsWith("HTTP/1.1 200").containsIgnoringCase("Access-Control-Allow-Origin: *")
                .containsIgnoringCase("Access-Control-Allow-Headers: content-type").containsIgnoringCase("Access-Control-Allow-Methods: POST");
        assertThat(refused).startsWith("HTTP/1.1 401").containsIgnoringCase("Access-Control-Allow-Origin: *").contains("remainingAttempts");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "[]", "", "{\"studies\":[]}", "{\"studies\":[\"2.25.777781\"],\"passcode\":\"246810\",\"days\":0,\"openings\":1}",
        "{\"studies\":[\"2.25.777781\"],\"passcode\":\"246810\",\"days\":31,\"openings\":1}",
        "{\"studies\":[\"2.25.777781\"],\"passcode\":\"246810\",\"days\":-1,\"openings\":1}",
        "{\"studies\":[\"2.25.777781\"],\"passcode\":\"246810\",\"days\":1,\"openings\":0}",
        "{\"studies\":[\"2.25.777781\"],\"passcode\":\"246810\",\"days\":1,\"openings\":2147483648}",
        "{\"studies\":[\"2.25.777781\"],\"passcode\":\"246\",\"days\":1,\"openings\":1}",
        "{\"studies\":[\"2.25.777781\"],\"days\":1,\"openings\":1}",
        "{\"studies\":[\"2.25.777781\"],\"passcode\":\"246810\",\"days\":1,\"openings\":1,\"report\":false,\"images\":false}",
        "{\"studies\":[null],\"passcode\":\"246810\",\"days\":1,\"openings\":1}",
        "{\"studies\":\"x\",\"passcode\":\"246810\",\"days\":1,\"openings\":1}"})
    void wish_thatMakesNoSense_isRefused(String body) throws Exception {
        HttpResponse<String> answer = send("POST", cloudfilm.token(PATIENT), "/api/shares", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).at("/type").asString()).isEqualTo("urn:cloudfilm:problem:invalid-share");
    }

    @Test
    void foreignAndUnknownStudies_cannotBeShared_labelHasItsLimit_othersCannotShare() throws Exception {
        for (String study : List.of("1.2.3.4.5", "no-uid", "2.25.777781999")) {
            HttpResponse<String> answer = send("POST", cloudfilm.token(PATIENT), "/api/shares", wish(1).replace(FILM.study(), study));
            assertThat(answer.statusCode()).as(study).isEqualTo(404);
            assertThat(json(answer).at("/type").asString()).isEqualTo("urn:cloudfilm:problem:no-such-study");
        }
        assertThat(send("POST", cloudfilm.token(PATIENT), "/api/shares",
                wish(1).replace("}", ",\"label\":\"" + "长".repeat(81) + "\"}")).statusCode()).isEqualTo(400);
        for (String other : List.of("doctor-wang", "admin", "reviewer-li", "hospital-lishui")) {
            assertThat(send("POST", cloudfilm.token(other), "/api/shares", wish(1)).statusCode()).as(other).isEqualTo(403);
            assertThat(get(cloudfilm.token(other), "/api/shares").statusCode()).as(other).isEqualTo(403);
        }
        assertThat(send("DELETE", cloudfilm.token(PATIENT), "/api/shares/6f1c1c50-5b1d-4d8e-9a53-3f4f5f0c7a10", "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", cloudfilm.token(PATIENT), "/api/shares/x", "").statusCode()).isEqualTo(404);
    }

    @Test
    void manifest_askedForWrongly_isRefusedInTheProtocolsTerms() throws Exception {
        JsonNode link = payload(share(wish(1)));
        URI url = URI.create(link.at("/url").asString());

        assertThat(http.send(manifestRequest(link, "{\"passcode\":\"246810\"}"), BodyHandlers.ofString()).statusCode()).isEqualTo(400);
        assertThat(http.send(manifestRequest(link, "{\"recipient\":\"" + "x".repeat(9000) + "\"}"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
        assertThat(http.send(HttpRequest.newBuilder(url).header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"recipient\":\"x\"}")).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(415);
        assertThat(http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        String forged = url.toString().replaceAll("[^/]+$", "A".repeat(43));
        for (String other : List.of(forged, forged + "A", url + "x", url + "/", cloudfilm.url() + "/shl/x")) {
            assertThat(http.send(HttpRequest.newBuilder(URI.create(other)).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"recipient\":\"x\",\"passcode\":\"246810\"}")).build(),
                    BodyHandlers.ofString()).statusCode()).as("forged").isIn(404, 405);
        }
        for (String file : List.of("/x", "/" + "A".repeat(43), "/%2e%2e")) {
            assertThat(http.send(HttpRequest.newBuilder(URI.create(url + file)).build(), BodyHandlers.ofString()).statusCode())
                    .as(file).isIn(400, 404);
        }
        for (String token : List.of("cfl_", "cfl_" + "A".repeat(43), "cfl_x.y.z")) {
            assertThat(get(token, "/dicom-web/studies").statusCode()).isEqualTo(401);
        }
    }

    private static String wish(int openings) {
        return "{\"studies\":[\"%s\"],\"passcode\":\"246810\",\"days\":7,\"openings\":%d}".formatted(FILM.study(), openings);
    }

    private static JsonNode share(String wish) throws Exception {
        HttpResponse<String> answer = send("POST", cloudfilm.token(PATIENT), "/api/shares", wish);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static JsonNode payload(JsonNode made) {
        String link = made.at("/link").asString();
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(link.substring(link.indexOf("shlink:/") + 8)));
    }

    private static JsonNode mine(JsonNode made) throws Exception {
        return json(get(cloudfilm.token(PATIENT), "/api/shares")).valueStream()
                .filter(each -> each.at("/id").equals(made.at("/id")))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> manifest(JsonNode link, String passcode, String recipient) throws Exception {
        return http.send(manifestRequest(link, passcode == null
                ? "{\"recipient\":\"" + recipient + "\"}"
                : "{\"recipient\":\"" + recipient + "\",\"passcode\":\"" + passcode + "\"}"), BodyHandlers.ofString());
    }

    private static HttpRequest manifestRequest(JsonNode link, String body) {
        return HttpRequest.newBuilder(URI.create(link.at("/url").asString()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static List<String> types(JsonNode manifest) {
        return manifest.at("/files").valueStream().map(file -> file.at("/contentType").asString()).collect(Collectors.toList());
    }

    private static String accessToken(JsonNode manifest, JsonNode link) throws Exception {
        JsonNode access = decrypted(manifest.at("/files/1/embedded").asString(), link, "application/smart-api-access");
        assertThat(access.at("/token_type").asString()).isEqualTo("Bearer");
        assertThat(access.at("/aud").asString()).isEqualTo(cloudfilm.url() + "/fhir");
        assertThat(access.at("/expires_in").asInt()).isBetween(1, 3600);
        return access.at("/access_token").asString();
    }

    private static JsonNode decrypted(String jwe, JsonNode link, String type) throws Exception {
        JWEObject file = JWEObject.parse(jwe);
        file.decrypt(new DirectDecrypter(Base64.getUrlDecoder().decode(link.at("/key").asString())));
        assertThat(file.getHeader().getContentType()).isEqualTo(type);
        return JsonMapper.shared().readTree(file.getPayload().toBytes());
    }

    private static void put(String record, String json) throws Exception {
        assertThat(cloudfilm.sendFhir("hospital-lishui", "PUT", "/fhir/" + record, json).statusCode()).isEqualTo(201);
    }

    private static HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create(cloudfilm.url() + path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> get(String token, String path) throws Exception {
        return http.send(request(token, path).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> send(String method, String token, String path, String body) throws Exception {
        return http.send(request(token, path).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
