package org.cloudfilm.viewer.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A hospital's own system asks while its doctor orders (CDS Hooks 2.0). */
class CdsHooksTest {

    private static final String LISHUI = "hospital.lishui";
    private static final String SELECT = "/cds-services/mutual-recognition-order-select";
    private static final String SIGN = "/cds-services/mutual-recognition-order-sign";
    private static final String VIEW = "/cds-services/mutual-recognition-patient-view";

    private static RecognitionServer server;
    private static String prior;

    @BeforeAll
    static void start() {
        server = new RecognitionServer(ClientToken.KEYS);
        server.patient("jinyun", "jz", "J1", "34052419800101001X");
        server.order("jinyun", "jo1", "jz", "je1", "CT-CHEST", "completed");
        prior = server.film("jinyun", "J1", "A-jo1", 14, "CT", "CHEST", "Thorax");
        server.film("jinyun", "J1", "", 40, "CR", "CHEST", "胸部正位");
        server.film("jinyun", "J1", "", 3, "CT", "HEAD", "头颅平扫");
        server.patient("lishui", "lz", "L1", "34052419800101001X");
        server.visit("lishui", "le1", "lz", "in-progress");
        server.consent("lz", "lishui");
        server.order("lishui", "lo1", "lz", "le1", "CT-CHEST", "draft");
        server.patient("lishui", "other", "L2", "110101199003070003");
        server.visit("lishui", "le2", "other", "in-progress");
        server.visit("jinyun", "je9", "jz", "in-progress");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String draft(String id, String code) {
        return """
                {"resource":{"resourceType":"ServiceRequest","id":"%s","status":"draft","intent":"order",
                 "code":{"coding":[{"system":"urn:cloudfilm:exam-item","code":"%s"}]},"subject":{"reference":"Patient/lz"}}}
                """.formatted(id, code);
    }

    private static String select(String id, String code) {
        return RecognitionServer.call("order-select", "lz", "le1", "\"ServiceRequest/" + id + "\"", draft(id, code));
    }

    private static JsonNode cards(String path, String body, String... headers) {
        RecognitionServer.Answer answer = server.post(LISHUI, path, body, headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().at("/cards");
    }

    @Test
    void discovery_namesTheServices_toAnybody_fromAnyOrigin() {
        RecognitionServer.Answer answer = server.get("", "/cds-services", "Origin", "https://ehr.example.org");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.json().at("/services").findValuesAsString("hook"))
                .containsExactly("patient-view", "order-select", "order-sign");
        assertThat(answer.json().at("/services/1/id").asString()).isEqualTo("mutual-recognition-order-select");
        assertThat(answer.json().at("/services/1/prefetch/patient").asString()).isEqualTo("Patient/{{context.patientId}}");
    }

    @Test
    void preflight_isAnsweredWithoutAToken() {
        RecognitionServer.Answer answer = server.send("OPTIONS", "", SELECT, null, "Origin", "https://ehr.example.org",
                "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Access-Control-Allow-Methods").orElse("")).contains("POST");
        assertThat(answer.response().headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .containsIgnoringCase("authorization");
    }

    @Test
    void orderSelect_sameItemDoneElsewhere_isACardByTheLetter() {
        JsonNode cards = cards(SELECT, select("new1", "CT-CHEST"));

        assertThat(cards.size()).isEqualTo(1);
        JsonNode card = cards.at("/0");
        assertThat(UUID.fromString(card.at("/uuid").asString())).isNotNull();
        assertThat(card.at("/summary").asString()).isEqualTo("14天前在缙云县人民医院做过胸部CT平扫（浙江HR），可互认").hasSizeLessThan(140);
        assertThat(card.at("/indicator").asString()).isEqualTo("warning");
        assertThat(card.at("/source/label").asString()).isEqualTo("云影 检查结果互认");
        assertThat(card.at("/detail").asString()).contains("原检查申请的项目即胸部CT平扫", "浙江HR", "互认有效期至");
        assertThat(card.at("/selectionBehavior").asString()).isEqualTo("at-most-one");
        JsonNode action = card.at("/suggestions/0/actions/0");
        assertThat(action.at("/type").asString()).isEqualTo("delete");
        assertThat(action.at("/resourceId").asString()).isEqualTo("ServiceRequest/new1");
        assertThat(action.has("resource")).isFalse();
        assertThat(card.at("/overrideReasons").findValuesAsString("code"))
                .containsExactly("01", "02", "03", "04", "05", "06", "07", "08", "98", "99");
        assertThat(card.at("/overrideReasons/0/display").asString()).isNotBlank();
        assertThat(card.at("/links/0/type").asString()).isEqualTo("absolute");
        assertThat(card.at("/links/0/url").asString())
                .isEqualTo("https://film.example.org/doctor/patients/lz?order=new1&prior=" + prior);
        assertThat(server.post(LISHUI, SELECT, select("new1", "CT-CHEST")).json().has("systemActions")).isFalse();
    }

    @Test
    void orderSelect_inEnglish_speaksEnglish() {
        JsonNode card = cards(SELECT, select("new2", "CT-CHEST"), "Accept-Language", "en-GB").at("/0");

        assertThat(card.at("/summary").asString()).isEqualTo("CT chest without contrast was done 14 days ago at"
                + " Jinyun County People's Hospital (浙江HR) and may be recognised");
    }

    @Test
    void orderSign_looksAtAllDrafts_orderSelectAtThoseSelected() {
        String both = draft("s1", "CT-CHEST") + "," + draft("s2", "CT-CHEST") + "," + draft("s3", "US-HEART");
        assertThat(cards(SIGN, RecognitionServer.call("order-sign", "lz", "le1", "", both)).size()).isEqualTo(2);
        assertThat(cards(SELECT, RecognitionServer.call("order-select", "lz", "le1", "\"ServiceRequest/s2\"", both))
                        .at("/0/suggestions/0/actions/0/resourceId").asString())
                .isEqualTo("ServiceRequest/s2");
        assertThat(cards(SELECT, RecognitionServer.call("order-select", "lz", "le1", "\"ServiceRequest/s3\"", both)).size()).isZero();
    }

    @Test
    void patientView_isAQuietNoteOfTheLastMonthElsewhere() {
        JsonNode cards = cards(VIEW, RecognitionServer.call("patient-view", "lz", "le1", "", ""));

        assertThat(cards.size()).isEqualTo(1);
        assertThat(cards.at("/0/indicator").asString()).isEqualTo("info");
        assertThat(cards.at("/0/summary").asString()).isEqualTo("近30天外院有1项检查可互认");
        assertThat(cards.at("/0").has("suggestions")).isFalse();
        assertThat(cards.at("/0/links/0/url").asString()).isEqualTo("https://film.example.org/doctor/patients/lz");
    }

    @ParameterizedTest
    @CsvSource({"DX-CHEST", "CT-HEAD", "CT-CHEST-C", "CT-NOSUCH"})
    void orderSelect_expiredUnmarkedOtherOrUnknownItem_saysNothing(String code) {
        assertThat(server.post(LISHUI, SELECT, select("x1", code)).body()).isEqualTo("{\"cards\":[]}");
    }

    @Test
    void orderSelect_withoutConsent_isAsIfNothingHadEverBeenDone() {
        server.patient("jinyun", "jq", "J7", "110101197001011238");
        server.film("jinyun", "J7", "", 2, "CT", "CHEST", "胸部");
        server.patient("lishui", "lq", "L7", "110101197001011238");
        server.visit("lishui", "leq", "lq", "in-progress");
        String ask = select("q1", "CT-CHEST").replace("\"le1\"", "\"leq\"").replace("\"lz\"", "\"lq\"").replace("Patient/lz", "Patient/lq");

        assertThat(server.post(LISHUI, SELECT, ask).body()).isEqualTo("{\"cards\":[]}");
        server.consent("lq", "lishui");
        assertThat(cards(SELECT, ask).size()).as("a consent counts with the next request").isEqualTo(1);

        server.sql().sql("update visit set open = false, ended_at = now() where id = 'leq'").update();
        assertThat(server.post("hospital.jinyun", SELECT, ask).status()).isEqualTo(412);
    }

    @Test
    void prefetchedPatient_isFoundByTheHospitalsOwnIdentifiers() {
        String body = select("p1", "CT-CHEST").replace("\"lz\"", "\"ehr-77\"").replace("Patient/lz", "Patient/ehr-77")
                .replaceFirst("\\{", """
                        {"fhirServer":"https://ehr.example.org/fhir","fhirAuthorization":{"access_token":"secret","token_type":"Bearer",
                         "expires_in":300,"scope":"user/Patient.read","subject":"cds"},
                         "prefetch":{"patient":{"resourceType":"Patient","id":"ehr-77",
                           "identifier":[{"system":"urn:cloudfilm:hospital:lishui:patient","value":"L1"}]}},""");

        assertThat(cards(SELECT, body).at("/0/links/0/url").asString()).contains("/doctor/patients/lz?");
        assertThat(cards(SELECT, body.replace("\"L1\"", "\"J1\"")).size()).isZero();
        assertThat(cards(SELECT, body.replace("lishui:patient", "jinyun:patient").replace("\"L1\"", "\"J1\"")).size()).isZero();
    }

    static Stream<Arguments> broken() {
        String good = select("b1", "CT-CHEST");
        return Stream.of(
                Arguments.of("no JSON", SELECT, "{", 400),
                Arguments.of("no object", SELECT, "[]", 400),
                Arguments.of("another hook", SIGN, good, 400),
                Arguments.of("no hookInstance", SELECT, good.replace("hookInstance", "hookinstance"), 400),
                Arguments.of("hookInstance no UUID", SELECT, good.replaceFirst("\"hookInstance\":\"[^\"]*", "\"hookInstance\":\"1"), 400),
                Arguments.of("no context", SELECT, good.replace("\"context\"", "\"contxt\""), 400),
                Arguments.of("context no object", SELECT, good.replaceFirst("\"context\":\\{", "\"context\":7,\"x\":{"), 400),
                Arguments.of("user is a device", SELECT, good.replace("Practitioner/doctor-wang", "Device/1"), 400),
                Arguments.of("user is a patient", SELECT, good.replace("Practitioner/doctor-wang", "Patient/lz"), 403),
                Arguments.of("patient no id", SELECT, good.replace("\"patientId\":\"lz\"", "\"patientId\":\"l/z\""), 400),
                Arguments.of("unknown patient", SELECT, good.replace("\"lz\"", "\"nobody\"").replace("Patient/lz", "Patient/nobody"), 412),
                Arguments.of("another hospital's patient", SELECT, good.replace("\"lz\"", "\"jz\"").replace("Patient/lz", "Patient/jz"), 412),
                Arguments.of("unknown visit", SELECT, good.replace("\"le1\"", "\"nowhere\""), 412),
                Arguments.of("another hospital's visit", SELECT, good.replace("\"le1\"", "\"je9\""), 412),
                Arguments.of("another patient's visit", SELECT, good.replace("\"le1\"", "\"le2\""), 400),
                Arguments.of("order for another patient", SELECT, good.replace("Patient/lz", "Patient/other"), 400),
                Arguments.of("selection not drafted", SELECT, good.replace("\"ServiceRequest/b1\"", "\"ServiceRequest/b2\""), 400),
                Arguments.of("selections missing", SELECT, good.replace("\"selections\"", "\"selectons\""), 400),
                Arguments.of("no Bundle", SELECT, good.replace("\"Bundle\"", "\"List\""), 400),
                Arguments.of("entry without resource", SELECT, good.replace("\"resource\":", "\"resorce\":"), 400),
                Arguments.of("two of one id", SELECT, RecognitionServer.call("order-select", "lz", "le1", "",
                        draft("t", "CT-CHEST") + "," + draft("t", "CT-CHEST")), 400),
                Arguments.of("fhirAuthorization alone", SELECT, good.replaceFirst("\\{", "{\"fhirAuthorization\":{},"), 400),
                Arguments.of("fhirServer no URL", SELECT, good.replaceFirst("\\{", "{\"fhirServer\":\"javascript:1\","), 400),
                Arguments.of("prefetch of another", SELECT, good.replaceFirst("\\{",
                        "{\"prefetch\":{\"patient\":{\"resourceType\":\"Patient\",\"id\":\"other\"}},"), 400),
                Arguments.of("ten thousand drafts", SELECT, RecognitionServer.call("order-select", "lz", "le1", "",
                        IntStream.range(0, 10_000).mapToObj(i -> draft("m" + i, "CT-CHEST")).collect(Collectors.joining(","))), 400),
                Arguments.of("a thousand drafts", SELECT, RecognitionServer.call("order-select", "lz", "le1", "",
                        IntStream.range(0, 1_000).mapToObj(i -> draft("m" + i, "CT-CHEST")).collect(Collectors.joining(","))), 400),
                Arguments.of("deep", SELECT, "[".repeat(100_000), 400),
                Arguments.of("no such service", "/cds-services/nothing", good, 404));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void brokenCall_isRefusedInTheProtocolsTerms(String what, String path, String body, int status) {
        RecognitionServer.Answer answer = server.post(LISHUI, path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("张三", "34052419800101001X", "jinyun");
    }

    @Test
    void otherContentType_isRefused() {
        assertThat(server.post(LISHUI, SELECT, select("c1", "CT-CHEST"), "Content-Type", "text/plain").status()).isEqualTo(415);
        assertThat(server.post(LISHUI, SELECT, select("c1", "CT-CHEST"), "Content-Type", "nonsense").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clinician.lishui", "patient.34052419800101001X", "admin.x", "reviewer.x"})
    void anybodyButHospitalsSystems_isForbidden(String token) {
        assertThat(server.post(token, SELECT, select("r1", "CT-CHEST")).status()).isEqualTo(403);
        assertThat(server.post(token, SELECT + "/feedback", "{}").status()).isEqualTo(403);
    }

    @Test
    void withoutToken_unauthorized() {
        assertThat(server.post("", SELECT, select("u1", "CT-CHEST")).status()).isEqualTo(401);
        assertThat(server.post("", SELECT + "/feedback", "{}").status()).isEqualTo(401);
    }

    @Test
    void clientsOwnToken_ofEitherKind_opensTheServiceOnce() {
        String url = RecognitionServer.PUBLIC + SELECT;
        String ec = ClientToken.es384(ClientToken.claims(url));
        String rsa = ClientToken.rs384(ClientToken.claims(url));

        assertThat(server.post(ec, SELECT, select("j1", "CT-CHEST")).json().at("/cards").size()).isEqualTo(1);
        assertThat(server.post(rsa, SELECT, select("j2", "CT-CHEST")).json().at("/cards").size()).isEqualTo(1);
        assertThat(server.post(ec, SELECT, select("j3", "CT-CHEST")).status()).isEqualTo(401);
        assertThat(server.post(rsa, SELECT, select("j4", "CT-CHEST")).status()).isEqualTo(401);
        String elsewhere = ClientToken.es384(ClientToken.claims(RecognitionServer.PUBLIC + "/api/exam-items"));
        assertThat(server.get(elsewhere, "/api/exam-items").status()).isEqualTo(401);
    }

    @Test
    void replayedAtOnce_exactlyOneIsAnswered() throws Exception {
        String token = ClientToken.es384(ClientToken.claims(RecognitionServer.PUBLIC + SELECT));
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofVirtual().start(() ->
                    statuses.add(server.post(token, SELECT, select("k1", "US-HEART")).status())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).hasSize(8).containsOnlyOnce(200).contains(401);
    }

    static Stream<Arguments> badTokens() {
        String url = RecognitionServer.PUBLIC + SELECT;
        Date past = Date.from(Instant.now().minusSeconds(3600));
        Date soon = Date.from(Instant.now().plusSeconds(200));
        Map<String, UnaryOperator<JWTClaimsSet.Builder>> wrong = Map.of(
                "expired", c -> c.issueTime(Date.from(past.toInstant().minusSeconds(60))).expirationTime(past),
                "other audience", c -> c.audience(RecognitionServer.PUBLIC + SIGN),
                "no audience", c -> c.audience((String) null),
                "too long-lived", c -> c.expirationTime(Date.from(Instant.now().plusSeconds(3600))),
                "from the future", c -> c.issueTime(soon).expirationTime(Date.from(soon.toInstant().plusSeconds(60))),
                "without jti", c -> c.jwtID(null),
                "without iat", c -> c.issueTime(null),
                "without exp", c -> c.expirationTime(null),
                "other issuer", c -> c.issuer("https://evil.example.org"));
        Stream<Arguments> claims = wrong.entrySet().stream().map(one ->
                Arguments.of(one.getKey(), ClientToken.es384(one.getValue().apply(ClientToken.claims(url)))));
        String unsigned = ClientToken.es384(ClientToken.claims(url)).replaceAll("[^.]+$", "");
        return Stream.concat(claims, Stream.of(
                Arguments.of("forged", ClientToken.forged(ClientToken.claims(url))),
                Arguments.of("of an unknown key", ClientToken.unknownKey(ClientToken.claims(url))),
                Arguments.of("signed with the public key", ClientToken.hs384(ClientToken.claims(url))),
                Arguments.of("of a weak algorithm", ClientToken.es256(ClientToken.claims(url))),
                Arguments.of("without signature", unsigned),
                Arguments.of("garbage", "garbage")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void badToken_isUnauthorized(String what, String token) {
        assertThat(server.post(token, SELECT, select("y1", "CT-CHEST")).status()).isEqualTo(401);
    }

    private static String feedback(String card, String rest) {
        return "{\"feedback\":[{\"card\":\"%s\",%s,\"outcomeTimestamp\":\"2026-11-22T08:00:00Z\"}]}".formatted(card, rest);
    }

    @Test
    void acceptedSuggestion_isARecognition_toldAndCountedOnce() {
        server.order("lishui", "fa", "lz", "le1", "CT-CHEST", "draft");
        JsonNode card = cards(SELECT, select("fa", "CT-CHEST")).at("/0");
        String accepted = feedback(card.at("/uuid").asString(), "\"outcome\":\"accepted\",\"acceptedSuggestions\":[{\"id\":\"%s\"}]"
                .formatted(card.at("/suggestions/0/uuid").asString()));

        assertThat(server.post(LISHUI, SELECT + "/feedback", accepted).status()).isEqualTo(200);
        assertThat(server.post(LISHUI, SELECT + "/feedback", accepted).status()).isEqualTo(200);

        assertThat(server.sql().sql("select kind, via, clinician, study from recognition_decision where order_ref = 'fa'").query().singleRow())
                .containsEntry("kind", "recognise").containsEntry("via", "card").containsEntry("clinician", "doctor-wang")
                .containsEntry("study", prior);
        assertThat(server.sql().sql("select count(*) from cds_feedback where card = :card::uuid")
                .param("card", card.at("/uuid").asString()).query(Integer.class).single()).isEqualTo(2);
        assertThat(cards(SELECT, select("fa", "CT-CHEST")).size()).as("whoever has decided is not asked again").isZero();
    }

    @Test
    void overriddenForALawfulReason_isARefusal_otherOverridesAreFeedbackAlone() {
        JsonNode card = cards(SIGN, RecognitionServer.call("order-sign", "lz", "le1", "", draft("fb", "CT-CHEST"))).at("/0");
        String uuid = card.at("/uuid").asString();
        assertThat(server.post(LISHUI, SIGN + "/feedback", feedback(uuid, "\"outcome\":\"overridden\"")).status()).isEqualTo(200);
        assertThat(server.post(LISHUI, SIGN + "/feedback", feedback(uuid,
                "\"outcome\":\"overridden\",\"overrideReason\":{\"reason\":{\"system\":\"urn:their:own\",\"code\":\"x\"}}")).status()).isEqualTo(200);
        assertThat(decisions("fb")).isEmpty();

        assertThat(server.post(LISHUI, SIGN + "/feedback", feedback(uuid,
                "\"outcome\":\"overridden\",\"overrideReason\":{\"reason\":{\"system\":\"urn:cloudfilm:repeat-reason\",\"code\":\"01\"},"
                        + "\"userComment\":\"咯血加重\"}")).status()).isEqualTo(200);
        assertThat(decisions("fb")).singleElement().satisfies(row ->
                assertThat(row).containsEntry("kind", "decline").containsEntry("reason", "01").containsEntry("note", "咯血加重"));
    }

    private static List<Map<String, Object>> decisions(String order) {
        return server.sql().sql("select kind, reason, note from recognition_decision where order_ref = :order")
                .param("order", order).query().listOfRows();
    }

    static Stream<Arguments> badFeedback() {
        String ok = "\"outcome\":\"overridden\"";
        return Stream.of(
                Arguments.of("no JSON", "{", 400),
                Arguments.of("none", "{\"feedback\":[]}", 400),
                Arguments.of("card no UUID", feedback("7", ok), 400),
                Arguments.of("unknown card", feedback(UUID.randomUUID().toString(), ok), 404),
                Arguments.of("unknown outcome", feedback("CARD", "\"outcome\":\"ignored\""), 400),
                Arguments.of("accepted what", feedback("CARD", "\"outcome\":\"accepted\""), 400),
                Arguments.of("another suggestion", feedback("CARD", "\"outcome\":\"accepted\",\"acceptedSuggestions\":[{\"id\":\""
                        + UUID.randomUUID() + "\"}]"), 400),
                Arguments.of("unknown reason", feedback("CARD", ok
                        + ",\"overrideReason\":{\"reason\":{\"system\":\"urn:cloudfilm:repeat-reason\",\"code\":\"42\"}}"), 400),
                Arguments.of("no moment", feedback("CARD", ok).replace("2026-11-22T08:00:00Z", "yesterday"), 400),
                Arguments.of("one good, one bad", "{\"feedback\":[{\"card\":\"CARD\",\"outcome\":\"overridden\","
                        + "\"outcomeTimestamp\":\"2026-11-22T08:00:00Z\"},{}]}", 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFeedback")
    void badFeedback_isRefused_andNothingOfItIsKept(String what, String body, int status) {
        String card = cards(SELECT, select("fz", "CT-CHEST")).at("/0/uuid").asString();

        assertThat(server.post(LISHUI, SELECT + "/feedback", body.replace("CARD", card)).status()).isEqualTo(status);
        assertThat(server.sql().sql("select count(*) from cds_feedback where card = :card::uuid").param("card", card)
                .query(Integer.class).single()).isZero();
    }

    @Test
    void feedbackOfAnotherHospitalOrService_knowsNoSuchCard() {
        String card = cards(SELECT, select("fy", "CT-CHEST")).at("/0/uuid").asString();

        assertThat(server.post("hospital.jinyun", SELECT + "/feedback", feedback(card, "\"outcome\":\"overridden\"")).status()).isEqualTo(404);
        assertThat(server.post(LISHUI, SIGN + "/feedback", feedback(card, "\"outcome\":\"overridden\"")).status()).isEqualTo(404);
    }
}
