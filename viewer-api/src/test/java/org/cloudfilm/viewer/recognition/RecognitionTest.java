package org.cloudfilm.viewer.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.hospital.HospitalId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Dr Wang of Lishui looks at what 张三 had done before, and decides. */
class RecognitionTest {

    private static final String WANG = "clinician.lishui";
    private static final String CHEN = "clinician.jinyun";
    private static final String ZHANG = "patient.34052419800101001X";
    private static final String ADMIN = "admin.x";

    private static RecognitionServer server;
    private static String prior;
    private static String chestFilm;
    private static String knee;

    private int orders;

    @BeforeAll
    static void start() {
        server = new RecognitionServer(ClientToken.KEYS);
        server.patient("jinyun", "jz", "J1", "34052419800101001X");
        server.order("jinyun", "jo1", "jz", "je1", "CT-CHEST", "completed");
        prior = server.film("jinyun", "J1", "A-jo1", 14, "CT", "CHEST", "Thorax");
        chestFilm = server.film("jinyun", "J1", "", 3, "CR", "CHEST", "胸部正位");
        knee = server.film("jinyun", "J1", "", 60, "CT", "KNEE", "scout");
        server.put("jinyun", "Observation/jf", """
                {"status":"final","code":{"text":"检查所见"},"subject":{"reference":"Patient/jz"},"valueString":"右肺上叶磨玻璃结节，直径 6 mm。"}
                """);
        server.put("jinyun", "DiagnosticReport/jr", """
                {"status":"final","code":{"text":"CT"},"subject":{"reference":"Patient/jz"},"issued":"2026-11-09T10:00:00+08:00",
                 "basedOn":[{"reference":"ServiceRequest/jo1"}],"result":[{"reference":"Observation/jf"}],
                 "conclusion":"右肺上叶结节，建议复查。"}
                """);
        server.patient("lishui", "lz", "L1", "34052419800101001X");
        server.visit("lishui", "le1", "lz", "in-progress");
        server.consent("lz", "lishui");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    @AfterEach
    void nothingDecided() {
        server.sql().sql("truncate recognition_decision, recognition_opening, outbox, notice, saving cascade").update();
    }

    private String order(String item) {
        String id = "o" + ++orders + "-" + UUID.randomUUID().toString().substring(0, 8);
        server.order("lishui", id, "lz", "le1", item, "draft");
        return id;
    }

    private static JsonNode ok(String token, String path) {
        RecognitionServer.Answer answer = server.get(token, path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static RecognitionServer.Answer decide(String token, String order, String study, String kind, String more) {
        return server.post(token, "/api/decisions",
                "{\"order\":\"%s\",\"study\":\"%s\",\"kind\":\"%s\"%s}".formatted(order, study, kind, more));
    }

    private static String made(String order, String study, String kind, String more) {
        RecognitionServer.Answer answer = decide(WANG, order, study, kind, more);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().at("/id").asString();
    }

    private static void problem(RecognitionServer.Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.json().at("/type").asString()).isEqualTo("urn:cloudfilm:problem:" + type);
        assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
    }

    private static JsonNode exam(JsonNode timeline, String study) {
        for (JsonNode exam : timeline.at("/exams")) {
            if (exam.at("/study").asString().equals(study)) {
                return exam;
            }
        }
        throw new AssertionError("no such exam in " + timeline);
    }

    @Test
    void timeline_saysWhatWasDoneWhereAndWhetherItMayBeRecognised() {
        String order = order("CT-CHEST");
        JsonNode timeline = ok(WANG, "/api/doctor/patients/lz/timeline");

        JsonNode chest = exam(timeline, prior);
        assertThat(chest.at("/item/code").asString()).isEqualTo("CT-CHEST");
        assertThat(chest.at("/hospital/name").asString()).isEqualTo("缙云县人民医院");
        assertThat(chest.at("/own").asBoolean()).isFalse();
        assertThat(chest.at("/marks/0").asString()).isEqualTo("浙江HR");
        assertThat(chest.at("/recognisable/yes").asBoolean()).isTrue();
        assertThat(chest.at("/recognisable/because").findValuesAsString("code"))
                .containsExactly("same-item-by-order", "mark", "within-validity", "level");
        assertThat(chest.at("/recognisable/until").asString()).isEqualTo(RecognitionServer.today().plusDays(16).toString());
        assertThat(chest.at("/report/id").asString()).isEqualTo("jr");
        assertThat(chest.at("/instances").asInt()).isEqualTo(1);
        assertThat(exam(timeline, chestFilm).at("/item/code").asString()).isEqualTo("DX-CHEST");
        assertThat(exam(timeline, knee).at("/item").isNull()).isTrue();
        assertThat(exam(timeline, knee).at("/recognisable/because/0/code").asString()).isEqualTo("unknown-item");

        JsonNode own = timeline.at("/orders/0");
        assertThat(own.at("/id").asString()).isEqualTo(order);
        assertThat(own.at("/item/name").asString()).isEqualTo("胸部CT平扫");
        assertThat(own.at("/decision").isNull()).isTrue();
        assertThat(own.at("/priors").toString()).isEqualTo("[\"" + prior + "\"]");
    }

    @Test
    void timeline_withoutConsent_hasNoTraceOfTheOther() {
        server.patient("lishui", "lx", "L9", "332501196505051233");
        server.patient("jinyun", "jx", "J9", "332501196505051233");
        server.visit("lishui", "lex", "lx", "in-progress");
        server.film("jinyun", "J9", "", 2, "CT", "CHEST", "胸部");
        String own = server.film("lishui", "L9", "", 1, "CT", "CHEST", "胸部");

        RecognitionServer.Answer answer = server.get(WANG, "/api/doctor/patients/lx/timeline");

        assertThat(answer.json().at("/exams").findValuesAsString("study")).containsExactly(own);
        assertThat(answer.body()).doesNotContain("jinyun", "缙云");
        assertThat(answer.json().at("/exams/0/own").asBoolean()).isTrue();
        assertThat(answer.json().at("/exams/0/recognisable/because").findValuesAsString("code")).contains("own-hospital");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unseen", "nobody", "%20"})
    void timeline_ofNobodyOfTheDoctors_isNotFound(String patient) {
        server.patient("jinyun", "unseen", "J3", "332501198505051240");

        problem(server.get(WANG, "/api/doctor/patients/" + patient + "/timeline"), 404, "no-such-patient");
    }

    @Test
    void report_isOpened_andCountedApartFromDecisions() {
        JsonNode report = ok(WANG, "/api/doctor/reports/jr");

        assertThat(report.at("/findings").asString()).isEqualTo("右肺上叶磨玻璃结节，直径 6 mm。");
        assertThat(report.at("/conclusion").asString()).isEqualTo("右肺上叶结节，建议复查。");
        assertThat(report.at("/hospital/nameEn").asString()).isEqualTo("Jinyun County People's Hospital");
        assertThat(report.at("/pdf").isNull()).isTrue();
        JsonNode figures = ok(ADMIN, "/api/statistics");
        assertThat(figures.at("/opened").asInt()).isEqualTo(1);
        assertThat(figures.at("/recognised").asInt()).isZero();
        assertThat(figures.at("/specialties/0/name").asString()).isEqualTo("呼吸内科");
        problem(server.get(WANG, "/api/doctor/reports/none"), 404, "no-such-report");
        problem(server.get(WANG, "/api/doctor/reports/a_b"), 404, "no-such-report");
        problem(server.get(ZHANG, "/api/doctor/reports/jr"), 403, "not-a-clinician");
    }

    @Test
    void whatAHospitalHasWithdrawn_isNotOpened() {
        server.put("jinyun", "Observation/withdrawn", """
                {"status":"entered-in-error","code":{"text":"检查所见"},"subject":{"reference":"Patient/jz"},"valueString":"左肺"}
                """);
        server.put("jinyun", "Observation/stands", """
                {"status":"final","code":{"text":"检查所见"},"subject":{"reference":"Patient/jz"},"valueString":"右肺"}
                """);
        String report = """
                {"status":"%s","code":{"text":"CT"},"subject":{"reference":"Patient/jz"},"issued":"2020-11-09T10:00:00+08:00",
                 "result":[{"reference":"Observation/withdrawn"},{"reference":"Observation/stands"}],"conclusion":"结节"}
                """;
        server.put("jinyun", "DiagnosticReport/jw", report.formatted("final"));
        assertThat(ok(WANG, "/api/doctor/reports/jw").at("/findings").asString()).isEqualTo("右肺");
        server.put("jinyun", "DiagnosticReport/jw", report.formatted("entered-in-error"));
        problem(server.get(WANG, "/api/doctor/reports/jw"), 404, "no-such-report");
    }

    @Test
    void recognised_isStoredToldAndCounted_revoked_allIsAsBefore() {
        String order = order("CT-CHEST");
        String decision = made(order, prior, "recognise", "");

        assertThat(ok(WANG, "/api/doctor/patients/lz/timeline").at("/orders/0/decision/kind").asString()).isEqualTo("recognise");
        assertThat(event("recognition-decided")).containsExactly("{\"decision\":\"" + decision + "\"}");
        assertThat(server.sql().sql("select kind from notice").query(String.class).list()).containsExactly("RECOGNISED");
        JsonNode mine = ok(ZHANG, "/api/my/recognitions");
        assertThat(mine.at("/0/kind").asString()).isEqualTo("recognise");
        assertThat(mine.at("/0/item/name").asString()).isEqualTo("胸部CT平扫");
        assertThat(mine.at("/0/hospital/id").asString()).isEqualTo("lishui");
        assertThat(mine.at("/0/from/id").asString()).isEqualTo("jinyun");
        JsonNode figures = ok(ADMIN, "/api/statistics");
        assertThat(figures.at("/recognised").asInt()).isEqualTo(1);
        assertThat(figures.at("/savedTrips").asInt()).isEqualTo(1);
        assertThat(figures.at("/items/0/code").asString()).isEqualTo("CT-CHEST");
        assertThat(figures.at("/hospitals/0/name").asString()).isEqualTo("丽水市中心医院");
        assertThat(figures.at("/specialties/0/name").asString()).isEqualTo("呼吸内科");
        assertThat(server.sql().sql("select action from audit_entry where object = :study")
                .param("study", prior).query(String.class).list()).contains("recognise-exam");

        assertThat(server.send("DELETE", WANG, "/api/decisions/" + decision, null).status()).isEqualTo(204);
        assertThat(server.send("DELETE", WANG, "/api/decisions/" + decision, null).status()).isEqualTo(204);

        assertThat(event("recognition-revoked")).containsExactly("{\"decision\":\"" + decision + "\"}");
        assertThat(server.sql().sql("select kind from notice order by id").query(String.class).list())
                .containsExactly("RECOGNISED", "RECOGNITION_REVOKED");
        assertThat(ok(WANG, "/api/doctor/patients/lz/timeline").at("/orders/0/decision").isNull()).isTrue();
        assertThat(ok(ADMIN, "/api/statistics").at("/recognised").asInt()).isZero();
        assertThat(ok(ZHANG, "/api/my/recognitions").at("/0/revokedAt").isNull()).isFalse();
        made(order, prior, "recognise", "");
    }

    @Test
    void whoDecided_isNamed_orNobody_neverTheIdOfTheAccount() {
        String order = order("CT-CHEST");
        made(order, prior, "recognise", "");
        assertThat(ok(WANG, "/api/doctor/patients/lz/timeline").at("/orders/0/decision/by").isNull()).isTrue();

        new Actors(server.dataSource(), InstantSource.system())
                .remember(new Actors.Actor(WANG, "clinician", Optional.of(new HospitalId("lishui")), "王医生"));

        JsonNode decision = ok(WANG, "/api/doctor/patients/lz/timeline").at("/orders/0/decision");
        assertThat(decision.at("/by").asString()).isEqualTo("王医生");
        server.sql().sql("delete from actor").update();
    }

    private static List<String> event(String kind) {
        return server.sql().sql("select payload from outbox where kind = :kind").param("kind", kind).query(String.class).list();
    }

    @Test
    void declined_theReasonIsToldAndCounted_98And99AreCountedApart() {
        made(order("CT-CHEST"), prior, "decline", ",\"reason\":\"01\"");
        made(order("CT-CHEST"), prior, "decline", ",\"reason\":\"98\"");
        made(order("CT-CHEST"), prior, "decline", ",\"reason\":\"08\",\"note\":\"患者要求\"");

        JsonNode figures = ok(ADMIN, "/api/statistics");
        assertThat(figures.at("/repeated").asInt()).isEqualTo(2);
        assertThat(figures.at("/excluded").asInt()).isEqualTo(1);
        assertThat(ok(ZHANG, "/api/my/recognitions").findValuesAsString("code")).contains("01", "98", "08");
        assertThat(server.sql().sql("select params ->> 'reason' from notice where kind = 'REPEATED' order by id").query(String.class).list())
                .containsExactly("01", "98", "08");
    }

    @Test
    void everyNumber_leadsToItsDecisions_withoutPatientOrDoctor() {
        made(order("CT-CHEST"), prior, "decline", ",\"reason\":\"01\"");
        made(order("CT-CHEST"), prior, "recognise", "");

        JsonNode repeated = ok(ADMIN, "/api/statistics/decisions?kind=repeated&item=CT-CHEST&hospital=lishui");
        assertThat(repeated.size()).isEqualTo(1);
        assertThat(repeated.at("/0/reason/code").asString()).isEqualTo("01");
        assertThat(repeated.at("/0/from/id").asString()).isEqualTo("jinyun");
        assertThat(ok(ADMIN, "/api/statistics/decisions?kind=recognise").size()).isEqualTo(1);
        assertThat(ok(ADMIN, "/api/statistics/decisions?hospital=jinyun").size()).isZero();
        assertThat(ok(ADMIN, "/api/statistics/decisions").toString())
                .doesNotContain(prior, "lz", "clinician", "张三", "34052419800101001X");
        assertThat(ok(ADMIN, "/api/statistics?from=2020-01-01&to=2020-12-31").at("/repeated").asInt()).isZero();
    }

    @Test
    void openings_areListedByDayAndPlace_withoutPatientDoctorOrReport() {
        ok(WANG, "/api/doctor/reports/jr");
        ok(WANG, "/api/doctor/reports/jr");
        ok(CHEN, "/api/doctor/reports/jr");

        JsonNode opened = ok(ADMIN, "/api/statistics/openings?item=CT-CHEST&hospital=lishui");
        assertThat(opened.size()).isEqualTo(1);
        assertThat(opened.at("/0/times").asInt()).isEqualTo(2);
        assertThat(opened.at("/0/from/id").asString()).isEqualTo("jinyun");
        assertThat(opened.at("/0/specialty").asString()).isEqualTo("呼吸内科");
        assertThat(opened.toString()).doesNotContain("jr", "lz", "clinician", "张三");
        assertThat(ok(ADMIN, "/api/statistics").at("/opened").asInt()).as("her own hospital's is not counted").isEqualTo(2);
        assertThat(ok(ADMIN, "/api/statistics/openings?hospital=jinyun").size()).isZero();
        assertThat(ok(ADMIN, "/api/statistics/openings?item=").size()).isZero();
        assertThat(ok(ADMIN, "/api/statistics/openings?from=2020-01-01&to=2020-12-31").size()).isZero();
    }

    @Test
    void cited_isTextForTheNote_withOrWithoutAnOrder_andStandsBesideADecision() {
        String order = order("CT-CHEST");
        String alone = made("", prior, "cite", "");
        made(order, prior, "cite", "");
        made(order, prior, "recognise", "");

        RecognitionServer.Answer text = server.get(WANG, "/api/decisions/" + alone + "/citation");
        assertThat(text.body()).isEqualTo(RecognitionServer.today().minusDays(14)
                + " 缙云县人民医院胸部CT平扫。原报告结论：“右肺上叶结节，建议复查。”");
        assertThat(server.get(WANG, "/api/decisions/" + alone + "/citation", "Accept-Language", "en").body())
                .startsWith("Jinyun County People's Hospital, ").contains("Conclusion of its report");
        assertThat(server.get(CHEN, "/api/decisions/" + alone + "/citation").status()).isEqualTo(404);
        assertThat(event("recognition-decided")).hasSize(1);
        assertThat(ok(ADMIN, "/api/statistics").at("/recognised").asInt()).isEqualTo(1);
    }

    @Test
    void secondDecision_aboutTheSame_conflicts() {
        String order = order("CT-CHEST");
        made(order, prior, "recognise", "");

        problem(decide(WANG, order, prior, "recognise", ""), 409, "already-decided");
        problem(decide(WANG, order, prior, "decline", ",\"reason\":\"01\""), 409, "already-decided");
    }

    @Test
    void twentyDoctorsAtOnce_makeOneDecision() throws Exception {
        String order = order("CT-CHEST");
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String kind = i % 2 == 0 ? "recognise" : "decline";
            String more = i % 2 == 0 ? "" : ",\"reason\":\"02\"";
            threads.add(Thread.ofVirtual().start(() -> statuses.add(decide(WANG, order, prior, kind, more).status())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).hasSize(20).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(event("recognition-decided")).hasSize(1);
        assertThat(server.sql().sql("select count(*) from notice").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void whatMayNotBeDecided_isRefused_andNothingIsWritten() {
        String order = order("CT-CHEST");
        String head = order("CT-HEAD");
        server.order("lishui", "done1", "lz", "le1", "CT-CHEST", "completed");
        server.order("jinyun", "jo9", "jz", "je1", "CT-CHEST", "draft");

        problem(decide(WANG, "nothing", prior, "recognise", ""), 404, "no-such-order");
        problem(decide(WANG, "a/b", prior, "recognise", ""), 404, "no-such-order");
        problem(decide(WANG, "jo9", prior, "recognise", ""), 404, "no-such-order");
        problem(decide(CHEN, order, prior, "recognise", ""), 404, "no-such-order");
        problem(decide(WANG, order, "1.2.3.4", "recognise", ""), 404, "no-such-exam");
        problem(decide(WANG, order, "' or true --", "recognise", ""), 404, "no-such-exam");
        problem(decide(WANG, "", "1.2.3.4", "cite", ""), 404, "no-such-exam");
        problem(decide(WANG, head, prior, "recognise", ""), 409, "other-item");
        problem(decide(WANG, "done1", prior, "recognise", ""), 409, "order-closed");
        assertThat(server.sql().sql("select count(*) from recognition_decision").query(Integer.class).single()).isZero();
    }

    @Test
    void orderWhoseExamWasDone_thoughStillActive_hasNothingLeftToDecide() {
        String order = "performed" + UUID.randomUUID().toString().substring(0, 8);
        server.order("lishui", order, "lz", "le1", "CT-CHEST", "active");
        assertThat(ownOrder(order).at("/priors").toString()).contains(prior);
        server.film("lishui", "L1", "A-" + order, 0, "CT", "CHEST", "Thorax");

        problem(decide(WANG, order, prior, "recognise", ""), 409, "order-closed");
        problem(decide(WANG, order, prior, "decline", ",\"reason\":\"02\""), 409, "order-closed");
        assertThat(ownOrder(order).at("/priors")).isEmpty();
        made(order, prior, "cite", "");
    }

    private static JsonNode ownOrder(String id) {
        for (JsonNode order : ok(WANG, "/api/doctor/patients/lz/timeline").at("/orders")) {
            if (order.at("/id").asString().equals(id)) {
                return order;
            }
        }
        throw new AssertionError("no such order");
    }

    @Test
    void expiredOrUnmarked_cannotBeRecognised() {
        String old = server.film("jinyun", "J1", "", 31, "CR", "CHEST", "胸部正位");
        String unmarked = server.film("jinyun", "J1", "", 1, "CT", "HEAD", "头颅");

        problem(decide(WANG, order("DX-CHEST"), old, "recognise", ""), 409, "not-recognisable");
        problem(decide(WANG, order("CT-HEAD"), unmarked, "decline", ",\"reason\":\"01\""), 409, "not-recognisable");
        JsonNode timeline = ok(WANG, "/api/doctor/patients/lz/timeline");
        assertThat(exam(timeline, old).at("/recognisable/because").findValuesAsString("code")).contains("expired");
        assertThat(exam(timeline, unmarked).at("/recognisable/because").findValuesAsString("code")).contains("no-mark");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "recognize; ; unknown-kind",
        "decline; ; unknown-reason",
        "decline; ,\"reason\":\"42\"; unknown-reason",
        "recognise; ,\"reason\":\"01\"; unknown-reason",
        "decline; ,\"reason\":\"08\"; note-needed",
        "recognise; ,\"note\":{}; unreadable",
        "recognise; ,; unreadable"})
    void badWish_isAProblem(String kind, String more, String type) {
        problem(decide(WANG, "o", prior, kind, more == null ? "" : more), 400, type);
    }

    @Test
    void longNote_isAProblem() {
        problem(decide(WANG, "o", prior, "recognise", ",\"note\":\"" + "长".repeat(501) + "\""), 400, "note-too-long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hospital.lishui", "patient.34052419800101001X", "admin.x", "reviewer.x"})
    void onlyClinicians_decide(String token) {
        problem(decide(token, "o", prior, "recognise", ""), 403, "not-a-clinician");
        problem(server.send("DELETE", token, "/api/decisions/" + UUID.randomUUID(), null), 403, "not-a-clinician");
        problem(server.get(token, "/api/doctor/patients/lz/timeline"), 403, "not-a-clinician");
    }

    @Test
    void otherRoles_areRefusedWhatIsNotTheirs() {
        problem(server.get(WANG, "/api/statistics"), 403, "not-an-administrator");
        problem(server.get(ZHANG, "/api/statistics/decisions"), 403, "not-an-administrator");
        problem(server.get(WANG, "/api/statistics/openings"), 403, "not-an-administrator");
        problem(server.get(WANG, "/api/my/recognitions"), 403, "not-a-patient");
        assertThat(ok("patient.110101197001011238", "/api/my/recognitions").size()).isZero();
        String decision = made(order("CT-CHEST"), prior, "recognise", "");
        problem(server.send("DELETE", CHEN, "/api/decisions/" + decision, null), 404, "no-such-decision");
        problem(server.send("DELETE", WANG, "/api/decisions/x", null), 400, "unreadable");
    }

    @Test
    void badDays_areAProblem() {
        problem(server.get(ADMIN, "/api/statistics?from=2026-12-01&to=2026-01-01"), 400, "days");
        problem(server.get(ADMIN, "/api/statistics?from=yesterday"), 400, "unreadable");
        problem(server.get(ADMIN, "/api/statistics?from=-999999999-01-01"), 400, "days");
        problem(server.get(ADMIN, "/api/statistics/decisions?kind=all"), 400, "unknown-kind");
        problem(server.get(ADMIN, "/api/statistics/decisions?item=%00"), 400, "unreadable");
        problem(server.get(ADMIN, "/api/statistics/openings?specialty=%00"), 400, "unreadable");
    }

    @Test
    void reasonsAndItems_areListedInBothLanguages() {
        JsonNode reasons = ok(ZHANG, "/api/repeat-reasons");
        assertThat(reasons.size()).isEqualTo(10);
        assertThat(reasons.at("/9/code").asString()).isEqualTo("99");
        assertThat(reasons.at("/9/counted").asBoolean()).isFalse();
        JsonNode items = ok(WANG, "/api/exam-items");
        assertThat(items.size()).isGreaterThanOrEqualTo(20);
        assertThat(items.at("/0/priceFen").isIntegralNumber()).isTrue();
    }
}
