package org.cloudfilm.viewer.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.cloudfilm.viewer.settlement.SettlementServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A doctor settles a visit, the patient pays and has a receipt, and everybody else gets nowhere: by HTTP. */
class SettlementDoorTest {

    private static final String WANG = "clinician.lishui";
    private static final String ZHANG = "patient.34052419800101001X";
    private static final String LI = "patient.110101199003070038";
    private static final String ADMIN = "admin.x";
    private static SettlementServer server;
    private static int number;
    private String visit;
    private String order;
    private String study;

    @BeforeAll
    static void start() {
        server = SettlementServer.start();
        server.write("lishui", """
                {"resourceType":"Patient","id":"zhang","name":[{"text":"张三"}],"birthDate":"1980-01-01","gender":"male",
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}]}""");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void visit() {
        server.fates.clear();
        number++;
        visit = "v" + number;
        order = "o" + number;
        study = "1.2.3." + number;
        server.write("lishui", """
                {"resourceType":"Encounter","id":"%s","status":"in-progress","class":{"code":"AMB"},
                 "subject":{"reference":"Patient/zhang"}}""".formatted(visit));
    }

    @Test
    void visit_isOrderedPerformedSettledAndPaid_everybodySeesTheirPart() {
        order("draft");
        JsonNode planned = charges();
        assertThat(planned.at("/visit/patient/name").asString()).isEqualTo("张三");
        assertThat(planned.at("/charges/0/state").asString()).isEqualTo("planned");
        assertThat(planned.at("/charges/0/amountFen").asLong()).isEqualTo(24_000);
        assertThat(planned.at("/dueFen").asLong()).isZero();

        arrive(96);
        JsonNode due = charges();
        assertThat(due.at("/charges/0/state").asString()).isEqualTo("due");
        assertThat(due.at("/charges/0/study").asString()).isEqualTo(study);
        assertThat(due.at("/dueFen").asLong()).isEqualTo(24_000);

        JsonNode settling = settle("key-1").body();
        String id = settling.at("/id").asString();
        assertThat(settling.at("/state").asString()).isEqualTo("awaiting-payment");
        assertThat(settling.at("/parts").toString())
                .isEqualTo("{\"fundFen\":14400,\"accountFen\":3000,\"familyFen\":501,\"selfPayFen\":6099}");
        assertThat(settling.at("/pay/qr").asString()).startsWith("fake://pay/");
        assertThat(get(ZHANG, "/api/bills/" + id + "/pay").body().at("/qr").asString()).startsWith("fake://pay/");
        assertThat(bill(id).at("/state").asString()).isEqualTo("awaiting-payment");
        assertThat(get(ZHANG, "/api/receipts/" + id).status()).isEqualTo(404);

        pay(id);
        assertThat(get(WANG, "/api/settlements/" + id).body().at("/state").asString()).isEqualTo("paid");
        assertThat(charges().at("/charges/0/state").asString()).isEqualTo("paid");
        JsonNode receipt = get(ZHANG, "/api/receipts/" + id).body();
        assertThat(receipt.at("/number").asString()).matches("\\d{8}-\\d{8}");
        assertThat(charges().at("/settlement/number")).isEqualTo(receipt.at("/number"));
        assertThat(receipt.at("/lines/0/name").asString()).isEqualTo("胸部CT平扫");
        assertThat(receipt.at("/hospital/nameEn").asString()).isEqualTo("Lishui Central Hospital");
        assertThat(receipt.at("/paidBy").asString()).isEqualTo("fake");
        assertThat(bill(id).at("/receipt").asString()).isEqualTo(id);
        assertThat(refusal(get(ZHANG, "/api/bills/" + id + "/pay"), 409)).endsWith("not-payable");
        assertThat(notices()).containsSubsequence("CHARGED", "PAID");
        assertThat(record("ChargeItem", due.at("/charges/0/id").asString())).contains("\"status\":\"billed\"", "240.00");
        assertThat(record("Invoice", id)).contains("\"status\":\"balanced\"", receipt.at("/number").asString());
        assertThat(refusal(settle("key-2"), 409)).endsWith("nothing-due");
    }

    @Test
    void key_givenAgain_isTheSameSettlement_withAnotherWishNone() {
        order("active");
        arrive(1);
        String id = settle("again").body().at("/id").asString();

        assertThat(settle("again").body().at("/id").asString()).isEqualTo(id);
        assertThat(refusal(settle(visit, "again" + visit, "{\"charges\":[\"" + UUID.randomUUID() + "\"]}"), 422))
                .endsWith("idempotency-key-reused");
        Answer other = settle("other");
        assertThat(refusal(other, 409)).endsWith("settlement-under-way");
        assertThat(other.body().at("/settlement").asString()).isEqualTo(id);
        assertThat(settlements()).isOne();
    }

    @Test
    void settles_atOnce_areOne() {
        order("active");
        arrive(1);
        Set<String> seen = new ConcurrentSkipListSet<>();
        IntStream.range(0, 8).parallel().forEach(n -> {
            Answer answer = settle("at-once-" + n);
            seen.add(answer.status() == 200 ? answer.body().at("/id").asString() : answer.body().at("/settlement").asString());
        });

        assertThat(seen).hasSize(1);
        assertThat(settlements()).isOne();
    }

    @Test
    void answerOfTheInsurer_lost_isAskedFor_andPaidOnce() {
        order("active");
        arrive(1);
        server.fates.add(List.of(Fate.ANSWERED, Fate.ANSWER_LOST));

        JsonNode unknown = settle("lost").body();
        assertThat(unknown.at("/state").asString()).isEqualTo("unknown");
        assertThat(unknown.at("/because").asString()).isEqualTo("insurer-silent");
        server.deliver();

        String id = unknown.at("/id").asString();
        assertThat(get(WANG, "/api/settlements/" + id).body().at("/state").asString()).isEqualTo("awaiting-payment");
        assertThat(server.insurance.pays(id)).isEqualTo(17_901);
    }

    @Test
    void answerOfThePayment_lost_isAskedFor() {
        order("active");
        arrive(1);
        String id = settle("lost-payment").body().at("/id").asString();
        server.channel.pay(number(id));
        server.deliver();

        assertThat(get(WANG, "/api/settlements/" + id).body().at("/state").asString()).isEqualTo("paid");
        assertThat(server.channel.holds(number(id))).isEqualTo(6_099);
    }

    @Test
    void recognised_isCancelledAndSaved_revoked_isPlannedAgain_performedNevertheless_isDue() {
        order("active");
        UUID decision = UUID.randomUUID();
        server.sql().sql("""
                        insert into recognition_decision (id, kind, hospital, clinician, order_ref, study, from_hospital,
                          subject, via, decided_at)
                        values (:id, 'recognise', 'lishui', 'wang', :order, '1.2.9', 'jinyun', 1, 'page', now())
                        """).param("id", decision).param("order", order).update();
        decided("recognition-decided", decision);
        assertThat(charges().at("/charges/0/state").asString()).isEqualTo("cancelled");
        assertThat(saved()).isEqualTo(24_000);

        server.sql().sql("update recognition_decision set revoked_at = now() where id = :id").param("id", decision).update();
        decided("recognition-revoked", decision);
        assertThat(charges().at("/charges/0/state").asString()).isEqualTo("planned");
        assertThat(saved()).isZero();

        server.sql().sql("update recognition_decision set revoked_at = null where id = :id").param("id", decision).update();
        decided("recognition-decided", decision);
        assertThat(saved()).isEqualTo(24_000);
        arrive(1);
        arrive(1);
        assertThat(charges().at("/charges").size()).isOne();
        assertThat(charges().at("/charges/0/state").asString()).isEqualTo("due");
        assertThat(saved()).isZero();
    }

    @Test
    void paidBefore_andTheOrderRevoked_isRefundedThroughItsChannel() {
        order("active");
        String charge = charges().at("/charges/0/id").asString();
        String id = settle(visit, "early", "{\"charges\":[\"" + charge + "\"]}").body().at("/id").asString();
        pay(id);
        assertThat(charges().at("/charges/0/state").asString()).isEqualTo("paid");

        order("revoked");

        assertThat(get(WANG, "/api/settlements/" + id).body().at("/state").asString()).isEqualTo("refunded");
        assertThat(server.channel.holds(number(id))).isZero();
        assertThat(server.insurance.pays(id)).isZero();
        assertThat(bill(id).at("/state").asString()).isEqualTo("refunded");
        assertThat(record("Invoice", id)).contains("\"status\":\"cancelled\"");
        assertThat(notices()).contains("REFUNDED");
    }

    @Test
    void cancelled_beforePaying_isDueAgain() {
        order("active");
        arrive(1);
        String id = settle("to-cancel").body().at("/id").asString();

        assertThat(send(WANG, "POST", "/api/settlements/" + id + "/cancel", "{}").body().at("/state").asString())
                .isEqualTo("cancelled");
        assertThat(charges().at("/charges/0/state").asString()).isEqualTo("due");
        assertThat(server.insurance.pays(id)).isZero();

        String next = settle("next").body().at("/id").asString();
        pay(next);
        assertThat(refusal(send(WANG, "POST", "/api/settlements/" + next + "/cancel", "{}"), 409)).endsWith("cannot-cancel");
    }

    @Test
    void receiptNumbers_goOnAfterTheHundredMillionth() {
        long before = server.sql().sql("select nextval('invoice_number')").query(Long.class).single();
        server.sql().sql("select setval('invoice_number', 99999999)").query(Long.class).single();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            visit();
            order("active");
            arrive(1);
            String id = settle("key-" + visit).body().at("/id").asString();
            pay(id);
            numbers.add(get(ZHANG, "/api/receipts/" + id).body().at("/number").asString().substring(9));
        }
        server.sql().sql("select setval('invoice_number', :before)").param("before", before).query(Long.class).single();
        assertThat(numbers).containsExactlyInAnyOrder("100000000", "100000001");
    }

    @Test
    void orderUnderAnotherNumberOfThePatient_isOfTheVisit_ofAnotherPatientIsNot() {
        server.write("lishui", """
                {"resourceType":"Patient","id":"zhang-again","name":[{"text":"张三"}],"birthDate":"1980-01-01",
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}]}""");
        server.write("lishui", """
                {"resourceType":"Patient","id":"li","name":[{"text":"李四"}],"birthDate":"1980-01-01"}""");
        order("active", "li");
        assertThat(charges().at("/charges").size()).isZero();

        order("active", "zhang-again");
        arrive(1);
        assertThat(charges().at("/dueFen").asLong()).isEqualTo(24_000);
        String id = settle("key-" + visit).body().at("/id").asString();
        pay(id);
        assertThat(bill(id).at("/state").asString()).isEqualTo("paid");
        assertThat(charges().at("/charges/0/state").asString()).isEqualTo("paid");
        assertThat(charges().at("/settlement/id").asString()).isEqualTo(id);
    }

    @Test
    void whatAHospitalBringsInOfAVisitLongEnded_isNotCharged_whatEndedLatelyIs() {
        ended(8);
        order("completed");
        arrive(3);
        assertThat(charges().at("/charges").size()).isZero();
        assertThat(charges().at("/dueFen").asLong()).isZero();

        visit();
        ended(6);
        order("completed");
        arrive(3);
        assertThat(charges().at("/charges/0/state").asString()).isEqualTo("due");
    }

    @Test
    void chargeThatStands_isKept_whateverTheVisitSaysLater() {
        order("active");
        ended(30);
        arrive(3);
        order("completed");
        assertThat(charges().at("/charges/0/state").asString()).isEqualTo("due");
    }

    private void ended(int daysAgo) {
        server.write("lishui", """
                {"resourceType":"Encounter","id":"%s","status":"finished","class":{"code":"AMB"},
                 "subject":{"reference":"Patient/zhang"},"period":{"end":"%s"}}
                """.formatted(visit, OffsetDateTime.now(ZoneOffset.UTC).minusDays(daysAgo).withNano(0)));
    }

    @Test
    void filmThatIsNotDigital_costsLess() {
        order("active");
        arrive(0);

        assertThat(charges().at("/dueFen").asLong()).isEqualTo(23_500);
    }

    @Test
    void callback_forged_foreignOrWrong_changesNothing() {
        order("active");
        arrive(1);
        String id = settle("callbacks").body().at("/id").asString();
        String payment = number(id);

        assertThat(refusal(callback("fake", "paid:" + payment + ":c1:6099", "bad"), 401)).endsWith("forged-callback");
        assertThat(refusal(callback("other", "paid:" + payment + ":c1:6099", "good"), 404)).endsWith("not-found");
        assertThat(refusal(callback("fake", "x".repeat(70_000), "good"), 413)).endsWith("too-large");
        assertThat(refusal(callback("fake", "paid:" + payment + ":c1:6098", "good"), 409)).endsWith("set-aside");
        assertThat(refusal(callback("fake", "paid:" + payment + ":c1:6098", "good"), 409)).endsWith("set-aside");
        assertThat(refusal(callback("fake", "paid:unknown" + number + ":c1:6099", "good"), 409)).endsWith("set-aside");
        assertThat(refusal(callback("fake", "refunded:" + payment + ":r1:6099", "good"), 409)).endsWith("set-aside");
        assertThat(get(WANG, "/api/settlements/" + id).body().at("/state").asString()).isEqualTo("awaiting-payment");

        assertThat(callback("fake", "paid:" + payment + ":c1:6099", "good").status()).isEqualTo(204);
        assertThat(callback("fake", "paid:" + payment + ":c1:6099", "good").status()).isEqualTo(204);
        assertThat(refusal(callback("fake", "paid:" + payment + ":c2:6099", "good"), 409)).endsWith("set-aside");
        JsonNode aside = get(ADMIN, "/api/reconciliation").body().at("/setAside");
        assertThat(aside.findValuesAsString("reason"))
                .contains("amount-differs", "unknown-payment", "unknown-refund", "paid-twice");
        assertThat(aside.toString()).contains("\"times\":2");
    }

    @Test
    void reconciliation_listsWhatDiffers() {
        order("active");
        arrive(1);
        String id = settle("reconcile").body().at("/id").asString();
        pay(id);
        callback("fake", "paid:none:c9:1", "good");

        JsonNode day = get(ADMIN, "/api/reconciliation").body();
        assertThat(day.at("/differences").findValuesAsString("key")).doesNotContain(number(id));
        assertThat(day.at("/totals").size()).isEqualTo(2);
        assertThat(refusal(get(WANG, "/api/reconciliation"), 403)).endsWith("not-yours");
        for (String bad : List.of("yesterday", "2026-02-30", "9999-01-01", "0001-01-01")) {
            assertThat(refusal(get(ADMIN, "/api/reconciliation?day=" + bad), 400)).endsWith("days");
        }
    }

    @Test
    void reconciliation_insurerSettledAndPaysNothing_isNoDifference() {
        server.insurance.belowDeductible(true);
        try {
            order("active");
            arrive(1);
            JsonNode settling = settle("deductible").body();
            assertThat(settling.at("/parts/selfPayFen")).isEqualTo(settling.at("/totalFen"));
            pay(settling.at("/id").asString());
        } finally {
            server.insurance.belowDeductible(false);
        }

        JsonNode differences = get(ADMIN, "/api/reconciliation").body().at("/differences");
        assertThat(differences.findValuesAsString("side")).doesNotContain("insurance");
    }

    @ParameterizedTest
    @CsvSource({
        "clinician.jinyun, 404", "patient.34052419800101001X, 403", "admin.x, 403", "hospital.lishui, 403", "reviewer.x, 403"
    })
    void anybodyElse_doesNotSettle(String who, int status) {
        order("active");
        arrive(1);
        String id = settle("mine").body().at("/id").asString();

        refusal(get(who, "/api/visits/" + visit + "/charges"), status);
        refusal(send(who, "POST", "/api/visits/" + visit + "/settlement", "{}", "Idempotency-Key", "k"), status);
        refusal(get(who, "/api/settlements/" + id), status);
        refusal(send(who, "POST", "/api/settlements/" + id + "/cancel", "{}"), status);
        assertThat(settlements()).isOne();
    }

    @Test
    void billsOfAnother_areNotThere() {
        order("active");
        arrive(1);
        String id = settle("zhangs").body().at("/id").asString();

        assertThat(get(LI, "/api/bills").body()).isEmpty();
        refusal(get(LI, "/api/bills/" + id + "/pay"), 404);
        refusal(get(LI, "/api/receipts/" + id), 404);
        refusal(get(WANG, "/api/bills"), 403);
        refusal(get(WANG, "/api/receipts/" + id), 403);
        assertThat(server.send("", "GET", "/api/bills", null).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"charges\":[\"x\"]}", "{\"charges\":[null]}", "{\"charges\":-1}", "[1]"})
    void wish_thatCannotBeRead_isRefused(String body) {
        assertThat(refusal(settle(visit, "k-" + body.length(), body), 400)).endsWith("unreadable");
    }

    @Test
    void thingsThatAreNotThere_areNotFound() {
        refusal(get(WANG, "/api/visits/none/charges"), 404);
        refusal(get(WANG, "/api/visits/a_b/charges"), 404);
        refusal(settle("none", "k", "{}"), 404);
        refusal(get(WANG, "/api/settlements/" + UUID.randomUUID()), 404);
        refusal(get(WANG, "/api/settlements/1"), 400);
        refusal(get(ZHANG, "/api/receipts/" + UUID.randomUUID()), 404);
        refusal(get(ZHANG, "/api/bills/x/pay"), 400);
        order("active");
        arrive(1);
        assertThat(refusal(settle(visit, "unknown", "{\"charges\":[\"" + UUID.randomUUID() + "\"]}"), 409)).endsWith("not-payable");
        assertThat(refusal(send(WANG, "POST", "/api/visits/" + visit + "/settlement", "{}"), 400)).endsWith("idempotency-key");
        assertThat(refusal(settle(visit, "k".repeat(129), "{}"), 400)).endsWith("idempotency-key");
    }

    private void order(String status) {
        order(status, "zhang");
    }

    private void order(String status, String patient) {
        server.write("lishui", """
                {"resourceType":"ServiceRequest","id":"%s","status":"%s","intent":"order","subject":{"reference":"Patient/%s"},
                 "encounter":{"reference":"Encounter/%s"},"code":{"coding":[{"system":"urn:cloudfilm:exam-item","code":"CT-CHEST"}]}}
                """.formatted(order, status, patient, visit));
        server.deliver();
    }

    private void arrive(int instances) {
        server.sql().sql("""
                        with p as (insert into patient (hospital, patient_id) values ('lishui', :study)
                          on conflict (hospital, patient_id, issuer, identity) do update set issuer = '' returning id)
                        insert into study (uid, hospital, patient, n_instances, attributes, received_at, updated_at)
                        select :study, 'lishui', p.id, :instances, '{}', now(), now() from p on conflict (uid) do nothing
                        """).param("study", study).param("instances", instances).update();
        server.write("lishui", """
                {"resourceType":"ImagingStudy","id":"%s","status":"available","subject":{"reference":"Patient/zhang"},
                 "basedOn":[{"reference":"ServiceRequest/%s"}]}""".formatted(study, order));
        server.emit("study-arrived", study, "{\"study\":\"" + study + "\"}");
        server.deliver();
    }

    private void decided(String kind, UUID decision) {
        server.emit(kind, order, "{\"decision\":\"" + decision + "\"}");
        server.deliver();
    }

    private void pay(String settlement) {
        PaymentChannel.Paying paying = server.channel.pay(number(settlement)).orElseThrow();
        assertThat(callback("fake", "paid:%s:%s:%d".formatted(paying.payment(), paying.channelNo(), paying.amount().value()), "good")
                .status()).isEqualTo(204);
        server.deliver();
    }

    private static String number(String settlement) {
        return Payments.number(UUID.fromString(settlement));
    }

    private static Answer callback(String channel, String body, String signature) {
        return server.send("", "POST", "/api/payments/" + channel + "/callback", body, "Signature", signature);
    }

    private JsonNode charges() {
        Answer answer = get(WANG, "/api/visits/" + visit + "/charges");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private Answer settle(String key) {
        return settle(visit, key + visit, "{}");
    }

    private static Answer settle(String visit, String key, String body) {
        return send(WANG, "POST", "/api/visits/" + visit + "/settlement", body, "Idempotency-Key", key);
    }

    private static JsonNode bill(String settlement) {
        for (JsonNode bill : get(ZHANG, "/api/bills").body()) {
            if (bill.at("/settlement").asString().equals(settlement)) {
                return bill;
            }
        }
        throw new AssertionError("no such bill");
    }

    private long settlements() {
        return server.sql().sql("select count(*) from settlement where visit = :visit").param("visit", visit)
                .query(Long.class).single();
    }

    private long saved() {
        return server.sql().sql("select coalesce(sum(fen), 0) from saving where order_id = :order and void_at is null")
                .param("order", order).query(Long.class).single();
    }

    private static List<String> notices() {
        return server.sql().sql("select kind from notice order by id").query(String.class).list();
    }

    private static String record(String type, String id) {
        return server.sql().sql("select convert_from(content, 'UTF8') from record where id = :id and hospital = 'platform' and type = :type")
                .param("id", id)
                .param("type", type.equals("Invoice") ? 31 : 29)
                .query(String.class)
                .single();
    }

    private static Answer get(String who, String path) {
        return send(who, "GET", path, null);
    }

    private static Answer send(String who, String method, String path, String body, String... headers) {
        return server.send(who, method, path, body, headers);
    }

    /** @return the problem's type */
    private static String refusal(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).contains("application/problem+json");
        return answer.body().at("/type").asString();
    }
}
