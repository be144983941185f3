package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hospital's records by FHIR, through the real application with real tokens. */
class RecordsTest {

    @TempDir
    Path directory;

    @Test
    void record_putAndFound_otherHospitalSeesNothing() throws Exception {
        try (RunningCloudfilm cloudfilm = RunningCloudfilm.start(directory);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest put = HttpRequest.newBuilder(URI.create(cloudfilm.url() + "/fhir/Patient/e2e"))
                    .header("Authorization", "Bearer " + cloudfilm.token("hospital-lishui"))
                    .header("Content-Type", "application/fhir+json")
                    .PUT(HttpRequest.BodyPublishers.ofString(
                            "{\"resourceType\":\"Patient\",\"id\":\"e2e\",\"gender\":\"male\"}"))
                    .build();
            assertThat(http.send(put, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
            assertThat(text(cloudfilm.get("hospital-lishui", "/fhir/Patient?_id=e2e", "application/fhir+json")))
                    .contains("searchset", "\"male\"");
            HttpResponse<byte[]> elsewhere =
                    cloudfilm.get("hospital-jinyun", "/fhir/Patient/e2e", "application/fhir+json");
            assertThat(elsewhere.statusCode()).isEqualTo(404);
            HttpResponse<byte[]> nobody = cloudfilm.get(null, "/fhir/Patient/e2e", "application/fhir+json");
            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(text(nobody)).contains("OperationOutcome", "login");
            assertThat(text(cloudfilm.get(null, "/fhir/metadata", "application/fhir+json")))
                    .contains("CapabilityStatement", "/oauth2/token");
            for (String path : new String[] {"/fhir//Patient/e2e", "/fhir/Patient/e2e;x=1"}) {
                HttpResponse<byte[]> odd = cloudfilm.get("hospital-lishui", path, "application/fhir+json");
                assertThat(odd.statusCode()).as(path).isEqualTo(400);
                assertThat(text(odd)).as(path).contains("OperationOutcome", "\"code\":\"invalid\"");
            }
            assertThat(unescaped(cloudfilm, "/fhir/Patient?identifier=urn:x|1")).startsWith("HTTP/1.1 200").contains("searchset");
            smartConfiguration_isWhatTheIdentityServerSays(cloudfilm);
        }
    }

    /** As clients ask that write a URL as it is meant. */
    private static String unescaped(RunningCloudfilm cloudfilm, String path) throws Exception {
        URI base = URI.create(cloudfilm.url());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nAuthorization: Bearer " + cloudfilm.token("hospital-lishui")
                    + "\r\nAccept: application/fhir+json\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void smartConfiguration_isWhatTheIdentityServerSays(RunningCloudfilm cloudfilm) throws Exception {
        JsonMapper mapper = JsonMapper.shared();
        JsonNode smart = mapper.readTree(
                cloudfilm.get(null, "/fhir/.well-known/smart-configuration", "application/json").body());
        JsonNode issuer = mapper.readTree(
                cloudfilm.get(null, "/.well-known/openid-configuration", "application/json").body());
        for (String field : new String[] {"issuer", "jwks_uri", "token_endpoint", "authorization_endpoint"}) {
            assertThat(smart.path(field)).as(field).isEqualTo(issuer.path(field));
        }
        for (String field : new String[] {"grant_types_supported", "code_challenge_methods_supported",
            "token_endpoint_auth_methods_supported"}) {
            for (JsonNode value : smart.path(field)) {
                boolean open = value.asString().equals("none");
                assertThat(open || issuer.path(field).valueStream().anyMatch(value::equals)).as(value.asString()).isTrue();
            }
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
