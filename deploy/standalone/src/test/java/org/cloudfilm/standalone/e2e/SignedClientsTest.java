package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hospital's system proves who it is by its key (SMART Backend Services) and asks for no more than it needs. */
class SignedClientsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static RunningCloudfilm cloudfilm;
    private static ECKey key;

    @BeforeAll
    static void start() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
        key = ECKey.parse(Files.readString(cloudfilm.data().resolve("identity").resolve("hospital-lishui.jwk")));
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
    }

    @Test
    void signedStatement_getsATokenOnce() throws Exception {
        String assertion = signed(key, claims());

        Answer first = token(assertion, "system/ImagingStudy.rs");
        assertThat(first.is(200).at("/token_type").asString()).isEqualTo("Bearer");
        assertThat(token(assertion, "system/ImagingStudy.rs").status()).as("the same statement again").isEqualTo(401);
    }

    @Test
    void scopes_boundWhatTheTokenOpens() throws Exception {
        String token = token(signed(key, claims()), "system/ImagingStudy.rs system/Patient.r").is(200).at("/access_token").asString();

        assertThat(get(token, "/fhir/ImagingStudy")).isEqualTo(200);
        assertThat(get(token, "/dicom-web/studies")).isIn(200, 204);
        assertThat(get(token, "/fhir/Encounter")).isEqualTo(403);
        assertThat(get(token, "/api/me")).isEqualTo(403);
        assertThat(send(token, "POST", "/dicom-web/studies")).isEqualTo(403);
        assertThat(get(token(signed(key, claims()), "system/Encounter.rs").is(200).at("/access_token").asString(),
                "/dicom-web/studies")).isEqualTo(403);
    }

    @Test
    void scopeOfPeople_isNotASystems() throws Exception {
        for (String scope : new String[] {"patient/*.rs", "user/*.rs", "system/*.", "system/*.sr", "anything"}) {
            assertThat(token(signed(key, claims()), scope).is(400).at("/error").asString()).as(scope).isEqualTo("invalid_scope");
        }
    }

    @Test
    void statementThatIsNotAsItMustBe_getsNothing() throws Exception {
        ECKey strange = new ECKeyGenerator(Curve.P_384).keyID(key.getKeyID()).generate();
        JWTClaimsSet good = claims();
        for (String assertion : new String[] {
            signed(strange, good),
            signed(key, new JWTClaimsSet.Builder(claims()).subject("hospital-jinyun").build()),
            signed(key, new JWTClaimsSet.Builder(claims()).audience("https://elsewhere.example").build()),
            signed(key, new JWTClaimsSet.Builder(claims()).expirationTime(Date.from(Instant.now().plusSeconds(3600))).build()),
            signed(key, new JWTClaimsSet.Builder(claims()).expirationTime(Date.from(Instant.now().minusSeconds(3600))).build()),
            signed(key, new JWTClaimsSet.Builder(claims()).jwtID(null).build()),
            "x.y.z"
        }) {
            assertThat(token(assertion, "system/*.rs").status()).isIn(400, 401);
        }
    }

    @Test
    void smartConfiguration_saysSo() throws Exception {
        JsonNode smart = Answer.of(HTTP.send(
                HttpRequest.newBuilder(URI.create(cloudfilm.url() + "/fhir/.well-known/smart-configuration")).build(),
                BodyHandlers.ofString())).is(200);

        assertThat(smart.at("/token_endpoint_auth_methods_supported").toString()).contains("private_key_jwt");
        assertThat(smart.at("/capabilities").toString()).contains("permission-v2", "client-confidential-asymmetric");
        assertThat(smart.at("/token_endpoint").asString()).isEqualTo(tokenEndpoint());
    }

    private static String tokenEndpoint() {
        return cloudfilm.url() + "/oauth2/token";
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .issuer("hospital-lishui")
                .subject("hospital-lishui")
                .audience(tokenEndpoint())
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(240)))
                .build();
    }

    private static String signed(ECKey with, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(with.getKeyID()).build(), claims);
        jwt.sign(new ECDSASigner(with));
        return jwt.serialize();
    }

    private static Answer token(String assertion, String scope) throws Exception {
        String form = "grant_type=client_credentials&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8)
                + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
                + assertion;
        return Answer.of(HTTP.send(
                HttpRequest.newBuilder(URI.create(tokenEndpoint()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)).build(),
                BodyHandlers.ofString()));
    }

    private static int get(String token, String path) throws Exception {
        return send(token, "GET", path);
    }

    private static int send(String token, String method, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(cloudfilm.url() + path)).header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.discarding()).statusCode();
    }
}
