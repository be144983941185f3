package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two hospitals' systems call with tokens that they sign themselves (CDS Hooks 2.0, section Trusting CDS Clients); the
 * deployment knows Lishui's keys by a file and Jinyun's by its configuration.
 */
class CdsClientsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LISHUI = "https://his.lishui.example.org";
    private static final String JINYUN = "https://his.jinyun.example.org";
    private static final String SELECT = "/cds-services/mutual-recognition-order-select";
    private static final String ORDER = """
            {"resourceType":"ServiceRequest","id":"cds-order","status":"draft","intent":"order",
             "code":{"coding":[{"system":"urn:cloudfilm:exam-item","code":"CT-CHEST"}]},
             "subject":{"reference":"Patient/cds-patient"},"encounter":{"reference":"Encounter/cds-visit"}}
            """;

    @TempDir
    static Path directory;

    private static RunningCloudfilm cloudfilm;
    private static ECKey lishui;
    private static ECKey jinyun;

    @BeforeAll
    static void start() throws Exception {
        lishui = key("lishui-1");
        jinyun = key("jinyun-1");
        Path file = Files.writeString(directory.resolve("lishui.jwks"), new JWKSet(lishui).toPublicJWKSet().toString());
        String clients = "CLOUDFILM_RECOGNITION_CLIENTS_";
        cloudfilm = RunningCloudfilm.start(directory, Map.of(
                clients + "0_ISSUER", LISHUI, clients + "0_HOSPITAL", "lishui", clients + "0_JWKSURI", file.toUri().toString(),
                clients + "1_ISSUER", JINYUN, clients + "1_HOSPITAL", "jinyun",
                clients + "1_JWKS", new JWKSet(jinyun).toPublicJWKSet().toString()));
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        write("Patient/cds-patient", """
                {"resourceType":"Patient","id":"cds-patient","name":[{"text":"张三"}],"gender":"male","birthDate":"1980-01-01",
                 "identifier":[{"system":"urn:cloudfilm:hospital:lishui:patient","value":"LS-9"}]}
                """);
        write("Encounter/cds-visit", """
                {"resourceType":"Encounter","id":"cds-visit","status":"in-progress",
                 "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "subject":{"reference":"Patient/cds-patient"},"period":{"start":"%sT08:05:00+08:00"}}
                """.formatted(today));
        write("ServiceRequest/cds-order", ORDER);
        Slices prior = new Slices(81, 2, 32).madeIn("lishui", today.minusDays(9), "LS-9", "胸部CT平扫", "CHEST");
        cloudfilm.storescu("LISHUI", prior.write(directory)).succeeded();
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
        assertThat(cloudfilm.log()).doesNotContain(" ERROR ").doesNotContain("\tat ");
    }

    @Test
    void ownToken_speaksForItsOwnHospital_andNoOther() throws Exception {
        HttpResponse<String> answered = select(signed(lishui, claims(LISHUI, SELECT)));
        JsonNode cards = Answer.of(answered).is(200).at("/cards");
        assertThat(cards.size()).isEqualTo(1);
        assertThat(cards.at("/0/summary").asString()).contains("丽水");

        assertThat(select(signed(jinyun, claims(JINYUN, SELECT))).statusCode()).as("no patient of Jinyun's").isEqualTo(412);

        assertThat(call(signed(lishui, claims(LISHUI, SELECT + "/feedback")), SELECT + "/feedback", """
                {"feedback":[{"card":"%s","outcome":"overridden","outcomeTimestamp":"%s"}]}
                """.formatted(cards.at("/0/uuid").asString(), Instant.now())).statusCode()).isEqualTo(200);
    }

    @Test
    void tokenThatIsNotAsItMustBe_isRefusedInTheProtocolsTerms() throws Exception {
        Instant now = Instant.now();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("forged", signed(key("lishui-1"), claims(LISHUI, SELECT)));
        bad.put("another hospital's key", signed(jinyun, claims(LISHUI, SELECT)));
        bad.put("another hospital's key under this one's name",
                signed(new ECKey.Builder(jinyun).keyID("lishui-1").build(), claims(LISHUI, SELECT)));
        bad.put("for another service", signed(lishui, claims(LISHUI, "/cds-services/mutual-recognition-order-sign")));
        bad.put("for another server",
                signed(lishui, claims(LISHUI, SELECT).audience("https://elsewhere.example" + SELECT)));
        bad.put("expired", signed(lishui, claims(LISHUI, SELECT)
                .issueTime(Date.from(now.minusSeconds(600))).expirationTime(Date.from(now.minusSeconds(400)))));
        bad.put("for too long", signed(lishui, claims(LISHUI, SELECT).expirationTime(Date.from(now.plusSeconds(3600)))));
        bad.put("without a number", signed(lishui, claims(LISHUI, SELECT).jwtID(null)));
        bad.put("of an issuer nobody knows", signed(lishui, claims("https://nobody.example.org", SELECT)));

        for (Map.Entry<String, String> each : bad.entrySet()) {
            refused(each.getKey(), select(each.getValue()));
        }
    }

    @Test
    void tokenUsedAgain_isRefused_alsoByManyAtOnce() throws Exception {
        String once = signed(lishui, claims(LISHUI, SELECT));
        assertThat(select(once).statusCode()).isEqualTo(200);
        refused("again", select(once));

        String contested = signed(lishui, claims(LISHUI, SELECT));
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            callers.add(Thread.ofVirtual().start(() -> statuses.add(selectUnchecked(contested))));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(statuses).hasSize(8).containsOnlyOnce(200).containsOnly(200, 401);
    }

    @Test
    void tokenForAHook_opensNothingElse() throws Exception {
        for (String path : List.of("/fhir/Patient/cds-patient", "/fhir/Patient", "/dicom-web/studies", "/api/me")) {
            HttpResponse<String> answered = HTTP.send(
                    request(signed(lishui, claims(LISHUI, path)), path).build(), BodyHandlers.ofString());
            assertThat(answered.statusCode()).as(path).isEqualTo(401);
            assertThat(answered.headers().firstValue("WWW-Authenticate")).as(path).hasValueSatisfying(
                    challenge -> assertThat(challenge).startsWith("Bearer").contains("invalid_token"));
            assertThat(answered.body()).as(path).doesNotContain("cds-patient").doesNotContain("张三");
            if (path.startsWith("/fhir")) {
                assertThat(Answer.of(answered).json().at("/issue/0/code").asString()).isEqualTo("login");
            }
        }
    }

    private static void refused(String what, HttpResponse<String> answered) {
        assertThat(answered.statusCode()).as(what).isEqualTo(401);
        assertThat(answered.headers().firstValue("WWW-Authenticate").orElse("")).as(what).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answered.headers().firstValue("Content-Type").orElse("")).as(what).startsWith("application/problem+json");
        assertThat(answered.body()).as(what).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401}");
    }

    private static ECKey key(String id) throws Exception {
        return new ECKeyGenerator(Curve.P_384).keyID(id).generate();
    }

    private static JWTClaimsSet.Builder claims(String issuer, String path) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(cloudfilm.url() + path)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(240)))
                .jwtID(UUID.randomUUID().toString());
    }

    private static String signed(ECKey with, JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384).type(JOSEObjectType.JWT).keyID(with.getKeyID()).build(),
                claims.build());
        jwt.sign(new ECDSASigner(with));
        return jwt.serialize();
    }

    private static HttpResponse<String> select(String token) throws Exception {
        return call(token, SELECT, """
                {"hook":"order-select","hookInstance":"%s","context":{"userId":"Practitioner/doctor-wang",
                 "patientId":"cds-patient","encounterId":"cds-visit","selections":["ServiceRequest/cds-order"],
                 "draftOrders":{"resourceType":"Bundle","type":"collection","entry":[{"resource":%s}]}}}
                """.formatted(UUID.randomUUID(), ORDER));
    }

    private static int selectUnchecked(String token) {
        try {
            return select(token).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> call(String token, String path, String body) throws Exception {
        return HTTP.send(
                request(token, path).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create(cloudfilm.url() + path)).header("Authorization", "Bearer " + token);
    }

    private static void write(String id, String record) throws Exception {
        assertThat(cloudfilm.sendFhir("hospital-lishui", "PUT", "/fhir/" + id, record).statusCode()).as(id).isEqualTo(201);
    }
}
