package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that were good once, elsewhere or never open nothing, and the answer says that the token is at fault. */
class TokensTest {

    private static final List<String> PATHS =
            List.of("/dicom-web/studies", "/fhir/Patient", "/api/me", "/api/doctor/patients?name=x");

    @TempDir
    static Path directory;

    private static RunningCloudfilm cloudfilm;
    private static RSAKey issuersKey;
    private static JWTClaimsSet good;

    @BeforeAll
    static void aTokenAndTheKeyItWasSignedWith() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
        issuersKey = RSAKey.parse(Files.readString(cloudfilm.data().resolve("identity/signing-key.jwk")));
        good = SignedJWT.parse(cloudfilm.token("doctor-wang")).getJWTClaimsSet();
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(cloudfilm.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertOpensNothing(String token) throws Exception {
        for (String path : PATHS) {
            HttpResponse<String> answer = get(path, token);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).as(path).hasValueSatisfying(challenge ->
                    assertThat(challenge).startsWith("Bearer").contains("error=\"invalid_token\""));
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).as(path).matches(
                    path.startsWith("/fhir") ? "application/fhir\\+json.*" : "application/problem\\+json.*");
            assertThat(answer.body()).as(path).doesNotContain("wang").doesNotContain("Exception");
        }
    }

    @Test
    void get_signedByTheIssuer_opens() throws Exception {
        assertThat(get("/dicom-web/studies", signed(good, issuersKey)).statusCode()).isEqualTo(204);
    }

    @Test
    void get_expired_isRefused() throws Exception {
        Instant now = Instant.now();
        assertOpensNothing(signed(
                new JWTClaimsSet.Builder(good)
                        .issueTime(Date.from(now.minus(Duration.ofHours(2))))
                        .notBeforeTime(Date.from(now.minus(Duration.ofHours(2))))
                        .expirationTime(Date.from(now.minus(Duration.ofHours(1))))
                        .build(),
                issuersKey));
    }

    @Test
    void get_notYetValid_isRefused() throws Exception {
        assertOpensNothing(signed(
                new JWTClaimsSet.Builder(good)
                        .notBeforeTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                        .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(2))))
                        .build(),
                issuersKey));
    }

    @Test
    void get_meantForAnotherService_isRefused() throws Exception {
        assertOpensNothing(signed(new JWTClaimsSet.Builder(good).audience("billing").build(), issuersKey));
        assertOpensNothing(signed(new JWTClaimsSet.Builder(good).audience((String) null).build(), issuersKey));
    }

    @Test
    void get_ofAnotherIssuer_isRefused() throws Exception {
        assertOpensNothing(signed(new JWTClaimsSet.Builder(good).issuer("https://elsewhere.example").build(), issuersKey));
    }

    @Test
    void get_signedBySomebodyElseOrNobody_isRefused() throws Exception {
        RSAKey forged = new RSAKeyGenerator(2048).keyID(issuersKey.getKeyID()).generate();
        assertOpensNothing(signed(good, forged));
        assertOpensNothing(new PlainJWT(good).serialize());
        assertOpensNothing("not.a.token");
    }
}
