package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.standalone.oidc.OidcServer;
import org.cloudfilm.standalone.oidc.OidcSignIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A deployment whose people and systems are known to an identity provider that is not ours, and was away at its start. */
class OtherIdentityProviderTest {

    private static final String CLIENT = "films-of-zhejiang";
    private static final String AUDIENCE = "urn:zhejiang:films";

    @TempDir
    static Path directory;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static OidcServer provider;
    private static RunningCloudfilm cloudfilm;

    @BeforeAll
    static void start() throws Exception {
        provider = new OidcServer();
        provider.breakWith(OidcServer.Fault.BUSY);
        cloudfilm = RunningCloudfilm.start(directory, Map.of(
                "CLOUDFILM_OIDC_ISSUER", provider.issuer(),
                "CLOUDFILM_OIDC_CLIENT_ID", CLIENT,
                "CLOUDFILM_OIDC_AUDIENCE", AUDIENCE));
        provider.meantFor(AUDIENCE);
        provider.signIn().register(CLIENT, cloudfilm.url());
        assertThat(studies(doctor()).statusCode()).isEqualTo(503);
        provider.breakWith(OidcServer.Fault.NONE);
        while (studies(doctor()).statusCode() == 503) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
        provider.close();
        assertThat(cloudfilm.log()).doesNotContain("cloudfilm-demo").doesNotContain(" ERROR ")
                .containsOnlyOnce("the identity provider's keys cannot be read: ")
                .contains("the identity provider's keys can be read again");
    }

    @Test
    void hospitalsSystemStores_doctorSignsInInABrowserAndOpensTheFilm() throws Exception {
        Slices film = new Slices(901, 3, 64);

        assertThat(store(systemsToken(), film).statusCode()).isEqualTo(200);

        assertThat(studies(doctor()).body()).contains(film.study());
        Command.run("env", "CLOUDFILM_URL=" + cloudfilm.url(), "node",
                RunningCloudfilm.script("../viewer-api/web/e2e/elsewhere.mjs"), provider.issuer(), film.study()).succeeded();
        assertThat(provider.signIn().leftBy()).containsExactly("doctor-of-lishui");
    }

    @Test
    void tokens_thatAreNotForUs_openNothing() throws Exception {
        for (String token : List.of(
                provider.sign(provider.clinician("lishui").audience("cloudfilm").build()),
                provider.sign(provider.clinician("lishui").issuer(cloudfilm.url()).build()),
                OidcServer.sign(provider.clinician("lishui").build(), OidcServer.newKey(), null))) {
            assertThat(studies(token).statusCode()).isEqualTo(401);
        }
        assertThat(studies(provider.sign(provider.claims("somebody").build())).statusCode())
                .as("known there, nobody here").isEqualTo(403);
    }

    @Test
    void demoIdentityServer_isNotThere() throws Exception {
        for (String path : List.of("/login", "/oauth2/authorize", "/oauth2/jwks", "/.well-known/openid-configuration")) {
            assertThat(cloudfilm.get(null, path, "*/*").statusCode()).as(path).isEqualTo(404);
        }
        assertThat(new String(cloudfilm.get(null, "/api/config", "*/*").body(), StandardCharsets.UTF_8))
                .contains("\"issuer\":\"" + provider.issuer() + "\"", "\"clientId\":\"" + CLIENT + "\"", "\"demo\":false");
    }

    private static String doctor() {
        return provider.sign(provider.clinician("lishui").build());
    }

    private static String systemsToken() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(provider.issuer() + "/token"))
                        .header("Authorization", OidcSignIn.systemsCredentials())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")).build(),
                BodyHandlers.ofString());
        return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
    }

    private static HttpResponse<String> studies(String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(cloudfilm.url() + "/dicom-web/studies"))
                        .header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> store(String token, Slices film) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Path file : film.write(directory)) {
            body.writeBytes("\r\n--b\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(Files.readAllBytes(file));
        }
        body.writeBytes("\r\n--b--".getBytes(StandardCharsets.US_ASCII));
        return http.send(
                HttpRequest.newBuilder(URI.create(cloudfilm.url() + "/dicom-web/studies"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=b")
                        .header("Accept", "application/dicom+json")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray())).build(),
                BodyHandlers.ofString());
    }
}
