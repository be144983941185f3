package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * 张三's chest CT was made in Jinyun; a fortnight later 张三 sees Dr Wang in Lishui. Told step by step over the protocols
 * that hospitals, doctors and patients use; each step stands on the one before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class OneStory {

    private static final String ZHANG = "34052419800101001X";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final LocalDate TAKEN = TODAY.minusDays(14);
    private static final String CHEST_CT = "CT-CHEST";

    @TempDir
    static Path directory;

    static Neighbours story;
    private static final Slices JINYUN_FILM = new Slices(71, 6, 64).madeIn("jinyun", TAKEN, "JY-1", "胸部CT平扫", "CHEST");

    // what one step leaves for the next
    private static String consent;
    private static String decision;
    private static String settlement;
    private static String receipt;

    @Test
    @Order(1)
    void jinyunSendsFilmOrderVisitAndReport_byFhirAndOnceMoreByHl7_nothingDoubles() throws Exception {
        story.writes("hospital-jinyun", patient("jy-zhang", "jinyun", "JY-1"));
        story.writes("hospital-jinyun", visit("jy-visit", "jy-zhang", "jinyun", "JYV1", "finished", TAKEN));
        story.writes("hospital-jinyun", order("jy-order", "jy-zhang", "jy-visit", "jinyun", "JYO1", "JY-1", "completed"));
        story.writes("hospital-jinyun", """
                {"resourceType":"DiagnosticReport","id":"jy-report","status":"final",
                 "identifier":[{"system":"urn:cloudfilm:hospital:jinyun:report","value":"JYR1"}],
                 "code":{"coding":[{"system":"urn:cloudfilm:exam-item","code":"%s"}],"text":"胸部CT平扫"},
                 "subject":{"reference":"Patient/jy-zhang"},"encounter":{"reference":"Encounter/jy-visit"},
                 "basedOn":[{"reference":"ServiceRequest/jy-order"}],
                 "imagingStudy":[{"reference":"ImagingStudy/%s"}],
                 "issued":"%sT10:50:00+08:00","conclusion":"右肺上叶微小结节，建议定期复查。"}
                """.formatted(CHEST_CT, JINYUN_FILM.study(), TAKEN));

        story.storescu("JINYUN", JINYUN_FILM.write(directory));
        story.speaksHl7("JINYUN", "ORU^R01", """
                PID|1||JY-1^^^JINYUN^PI~%s^^^&2.16.156.10011.1.3&ISO^NI||张^三||19800101|M!\
                PV1|1|O||||||||||||||||||JYV1!ORC|RE|JYO1!\
                OBR|1|JYO1|JYR1|%s^胸部CT平扫^urn:cloudfilm:exam-item|||%s084000|||||||||||JY-1||||%s105000||CT|F!\
                OBX|1|TX|I^诊断意见^L||右肺上叶微小结节，建议定期复查。||||||F"""
                .formatted(ZHANG, CHEST_CT, day(TAKEN), day(TAKEN)));

        for (String type : List.of("Patient", "Encounter", "ServiceRequest", "DiagnosticReport", "ImagingStudy")) {
            assertThat(story.finds("hospital-jinyun", type)).as(type).hasSize(1);
        }
        JsonNode film = story.finds("hospital-jinyun", "ImagingStudy").getFirst();
        assertThat(film.at("/basedOn/0/reference").asString()).isEqualTo("ServiceRequest/jy-order");
        assertThat(film.at("/encounter/reference").asString()).isEqualTo("Encounter/jy-visit");
    }

    @Test
    @Order(2)
    void zhangRegistersInLishui_drWangSeesNothingOfJinyun_byAnyRoute() throws Exception {
        story.writes("hospital-lishui", patient("ls-zhang", "lishui", "LS-1"));
        story.writes("hospital-lishui", visit("ls-visit", "ls-zhang", "lishui", "LSV1", "in-progress", TODAY));

        drWangSeesNothingOfJinyun();

        assertThat(story.asks("doctor-wang", "GET", "/api/doctor/patients/ls-zhang", null).json().at("/access/state").asString())
                .isEqualTo("none");
    }

    @Test
    @Order(3)
    void drWangAsks_zhangConfirms_theFilmIsThereForDrWangAndNobodyElse() throws Exception {
        story.asks("doctor-wang", "POST", "/api/access-requests", "{\"patient\":\"ls-zhang\"}").is(201);
        JsonNode notices = story.asks("patient-zhang", "GET", "/api/notices", null).is(200).at("/notices");
        assertThat(notices.findValuesAsString("kind")).contains("ACCESS_ASKED");
        JsonNode request = story.asks("patient-zhang", "GET", "/api/access-requests", null).is(200).get(0);
        assertThat(request.at("/hospital/id").asString()).isEqualTo("lishui");
        drWangSeesNothingOfJinyun();

        consent = story.asks("patient-zhang", "POST",
                        "/api/access-requests/" + request.at("/id").asString() + "/confirm", "{\"days\":30,\"sensitive\":[]}")
                .is(200).at("/consent").asString();

        JsonNode written = story.asks("patient-zhang", "GET", "/fhir/Consent?status=active", null).is(200).at("/entry/0/resource");
        assertThat(written.at("/patient/reference").asString()).isEqualTo("Patient/ls-zhang");
        assertThat(written.toString()).contains("TREAT").contains("lishui");
        assertThat(story.studies("doctor-wang")).contains(JINYUN_FILM.study());
        assertThat(story.frame("doctor-wang", JINYUN_FILM)).isEqualTo(200);
        assertThat(story.finds("doctor-wang", "DiagnosticReport")).hasSize(1);
        assertThat(story.studies("hospital-lishui")).as("not Lishui's systems").doesNotContain(JINYUN_FILM.study());
        assertThat(story.frame("hospital-lishui", JINYUN_FILM)).isEqualTo(404);
        assertThat(story.frame("admin", JINYUN_FILM)).isIn(403, 404);
    }

    @Test
    @Order(4)
    void drWangDraftsAnotherChestCt_theCardNamesThePrior_itsMarkAndTheLawfulReasons() throws Exception {
        story.writes("hospital-lishui", order("ls-order", "ls-zhang", "ls-visit", "lishui", "LSO1", "LS-1", "draft"));

        for (String hook : List.of("order-select", "order-sign")) {
            JsonNode card = story.hook(hook, "ls-zhang", "ls-visit", order(
                    "ls-order", "ls-zhang", "ls-visit", "lishui", "LSO1", "LS-1", "draft")).at("/cards/0");
            assertThat(card.at("/summary").asString()).as(hook).contains("14").contains("缙云").contains("浙江HR");
            assertThat(card.at("/links/0/url").asString()).contains("/doctor/patients/ls-zhang")
                    .contains("prior=" + JINYUN_FILM.study());
            assertThat(card.at("/suggestions/0/actions/0/type").asString()).isEqualTo("delete");
            assertThat(card.at("/suggestions/0/actions/0/resourceId").asString()).isEqualTo("ServiceRequest/ls-order");
            assertThat(card.at("/overrideReasons").size()).isGreaterThanOrEqualTo(8);
        }
    }

    @Test
    @Order(5)
    void theDoctorsPage_timelineOverHospitals_reportBesideTheFilm() throws Exception {
        JsonNode timeline = story.asks("doctor-wang", "GET", "/api/doctor/patients/ls-zhang/timeline", null).is(200);
        JsonNode prior = timeline.at("/exams/0");
        assertThat(prior.at("/study").asString()).isEqualTo(JINYUN_FILM.study());
        assertThat(prior.at("/hospital/id").asString()).isEqualTo("jinyun");
        assertThat(prior.at("/marks").toString()).contains("浙江HR");
        assertThat(prior.at("/recognisable/yes").asBoolean()).isTrue();
        assertThat(timeline.at("/orders/0/priors/0").asString()).isEqualTo(JINYUN_FILM.study());

        JsonNode report = story.asks("doctor-wang", "GET",
                "/api/doctor/reports/" + prior.at("/report/id").asString(), null).is(200);
        assertThat(report.at("/conclusion").asString()).contains("微小结节");
    }

    @Test
    @Order(6)
    void recognised_thePlannedChargeIsCancelledAndZhangReadsIt_revoked_allIsAsBefore_declined_chargedOnce()
            throws Exception {
        story.await(() -> chargeStates().equals(List.of("planned")));

        decision = story.asks("doctor-wang", "POST", "/api/decisions", """
                {"order":"ls-order","study":"%s","kind":"recognise"}""".formatted(JINYUN_FILM.study()))
                .is(201).at("/id").asString();
        story.await(() -> chargeStates().equals(List.of("cancelled")));
        JsonNode told = story.asks("patient-zhang", "GET", "/api/my/recognitions", null).is(200).get(0);
        assertThat(told.at("/savedFen").asLong()).isPositive();
        assertThat(story.asks("doctor-wang", "GET", "/api/doctor/patients/ls-zhang/timeline", null).is(200)
                .at("/orders/0/decision/by").asString()).isEqualTo("王医生");

        story.asks("doctor-wang", "DELETE", "/api/decisions/" + decision, null).is(204);
        story.await(() -> chargeStates().equals(List.of("planned")));

        story.asks("doctor-wang", "POST", "/api/decisions", """
                {"order":"ls-order","study":"%s","kind":"decline","reason":"01","note":"咳血三天"}"""
                .formatted(JINYUN_FILM.study())).is(201);
        story.writes("hospital-lishui", order("ls-order-2", "ls-zhang", "ls-visit", "lishui", "LSO2", "LS-2", "draft"));
        story.await(() -> chargeStates().size() == 2);
        story.asks("doctor-wang", "POST", "/api/decisions", """
                {"order":"ls-order-2","study":"%s","kind":"recognise"}""".formatted(JINYUN_FILM.study())).is(201);
        story.await(() -> chargeStates().equals(List.of("planned", "cancelled")));

        Slices again = new Slices(72, 4, 64).madeIn("lishui", TODAY, "LS-1", "胸部CT平扫", "CHEST");
        story.storescu("LISHUI", again.write(directory));
        story.storescu("LISHUI", again.write(directory));
        story.await(() -> chargeStates().equals(List.of("due", "cancelled")));
    }

    private List<String> chargeStates() throws Exception {
        List<String> states = new ArrayList<>();
        story.asks("doctor-wang", "GET", "/api/visits/ls-visit/charges", null).is(200).at("/charges")
                .forEach(charge -> states.add(charge.at("/state").asString()));
        return states;
    }

    @Test
    @Order(7)
    void drWangSettles_theAnswerOfThePaymentIsLost_itIsAskedForNotPaidTwice() throws Exception {
        story.losesTheAnswerOf("2207");

        JsonNode begun = story.asks("doctor-wang", "POST", "/api/visits/ls-visit/settlement", "{}",
                "Idempotency-Key", UUID.randomUUID().toString()).is(200);
        settlement = begun.at("/id").asString();
        story.await(() -> settlement().at("/state").asString().equals("awaiting-payment"));
        JsonNode waiting = settlement();
        long total = waiting.at("/totalFen").asLong();
        JsonNode parts = waiting.at("/parts");
        assertThat(total).isPositive().isEqualTo(parts.at("/fundFen").asLong() + parts.at("/accountFen").asLong()
                + parts.at("/familyFen").asLong() + parts.at("/selfPayFen").asLong());
        story.pays(waiting.at("/pay/qr").asString());
        story.await(() -> settlement().at("/state").asString().equals("paid"));

        receipt = settlement().at("/receipt").asString();
        assertThat(story.asks("patient-zhang", "GET", "/api/receipts/" + receipt, null).is(200).at("/lines").size())
                .isEqualTo(1);
        assertThat(story.asks("admin", "GET", "/api/reconciliation?day=" + TODAY, null).is(200).at("/differences").size())
                .as("hospital, channel and insurance say the same").isZero();
        assertThat(chargeStates()).isEqualTo(List.of("paid", "cancelled"));
        assertThat(story.asks("doctor-chen", "GET", "/api/visits/jy-visit/charges", null).is(200).at("/charges").size())
                .as("what was done in Jinyun a fortnight ago was paid there").isZero();
    }

    private JsonNode settlement() throws Exception {
        return story.asks("doctor-wang", "GET", "/api/settlements/" + settlement, null).is(200);
    }

    @Test
    @Order(8)
    void zhangShares_aDoctorAbroadOpensWithoutAnAccount_zhangSeesItAndRevokes_deadAtOnce() throws Exception {
        JsonNode share = story.asks("patient-zhang", "POST", "/api/shares", """
                {"studies":["%s"],"label":"胸部CT","passcode":"246810","days":7,"openings":3,"report":true}"""
                .formatted(JINYUN_FILM.study())).is(201);
        SmartHealthLink link = SmartHealthLink.parse(share.at("/link").asString());

        assertThat(link.open("Dr Smith", "000000").status()).isEqualTo(401);
        SmartHealthLink.Opened opened = link.open("Dr Smith", "246810");
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.file("application/fhir+json")).contains(JINYUN_FILM.study()).contains("微小结节");
        String token = opened.json("application/smart-api-access").at("/access_token").asString();
        assertThat(story.frameWith(token, JINYUN_FILM)).isEqualTo(200);

        JsonNode openings = story.asks("patient-zhang", "GET", "/api/shares", null).is(200).get(0).at("/openings");
        assertThat(openings.toString()).contains("Dr Smith");
        story.asks("patient-zhang", "DELETE", "/api/shares/" + share.at("/id").asString(), null).is(204);

        assertThat(story.frameWith(token, JINYUN_FILM)).as("the token too").isIn(401, 404);
        assertThat(link.open("Dr Smith", "246810").status()).isEqualTo(404);
    }

    @Test
    @Order(9)
    void zhangWithdraws_drWangsNextRequestFindsNothing_theTrailTellsItAll() throws Exception {
        story.asks("patient-zhang", "DELETE", "/api/consents/" + consent, null).is(204);

        drWangSeesNothingOfJinyun();

        JsonNode trail = story.asks("patient-zhang", "GET", "/api/trail?count=200", null).is(200).at("/entries");
        assertThat(trail.findValuesAsString("action"))
                .contains("open-study", "ask-access", "confirm-access", "withdraw-consent");
        assertThat(story.asks("admin", "GET", "/api/trail/verification", null).is(200).at("/intact").asBoolean()).isTrue();
    }

    @Test
    @Order(10)
    void theManagementPage_oneRecognitionAndOneRepeatWithItsReason_eachNumberOpensItsDecisions() throws Exception {
        JsonNode all = story.asks("admin", "GET", "/api/statistics", null).is(200);
        assertThat(all.at("/recognised").asInt()).isEqualTo(1);
        assertThat(all.at("/repeated").asInt()).isEqualTo(1);
        assertThat(all.at("/savedFen").asLong()).isPositive();
        assertThat(all.at("/savedTrips").asInt()).isEqualTo(1);
        JsonNode repeats = story.asks("admin", "GET", "/api/statistics/decisions?kind=decline", null).is(200);
        assertThat(repeats.toString()).contains("\"01\"").doesNotContain("张三").doesNotContain(ZHANG);
        JsonNode openings = story.asks("admin", "GET", "/api/statistics/openings", null).is(200);
        assertThat(openings.at("/0/times").asInt()).isEqualTo(all.at("/opened").asInt()).isEqualTo(1);
        assertThat(openings.toString()).doesNotContain("张三").doesNotContain("jy-report").doesNotContain("doctor-wang");
    }

    private void drWangSeesNothingOfJinyun() throws Exception {
        assertThat(story.studies("doctor-wang")).doesNotContain(JINYUN_FILM.study());
        assertThat(story.asks("doctor-wang", "GET",
                "/dicom-web/studies?PatientID=JY-1", null).text()).doesNotContain("JY-1");
        for (String route : List.of("", "/metadata", "/thumbnail", "/rendered", "/series", "/instances")) {
            assertThat(story.asks("doctor-wang", "GET", "/dicom-web/studies/" + JINYUN_FILM.study() + route, null).status())
                    .as(route).isIn(404, 204);
        }
        assertThat(story.frame("doctor-wang", JINYUN_FILM)).isEqualTo(404);
        for (String type : List.of("DiagnosticReport", "ImagingStudy", "ServiceRequest", "Encounter", "Patient")) {
            assertThat(story.asks("doctor-wang", "GET", "/fhir/" + type + "?_total=accurate", null).is(200).toString())
                    .as(type).doesNotContain("jy-").doesNotContain(JINYUN_FILM.study());
        }
        assertThat(story.asks("doctor-wang", "GET", "/fhir/Patient/ls-zhang/$everything", null).text())
                .doesNotContain("jy-").doesNotContain(JINYUN_FILM.study());
        for (String id : List.of("Patient/jy-zhang", "DiagnosticReport/jy-report", "ServiceRequest/jy-order",
                "ImagingStudy/" + JINYUN_FILM.study())) {
            assertThat(story.asks("doctor-wang", "GET", "/fhir/" + id, null).status()).as(id).isEqualTo(404);
            assertThat(story.asks("doctor-wang", "GET", "/fhir/" + id + "/_history", null).text()).as(id).doesNotContain("jy-zhang");
        }
        JsonNode timeline = story.asks("doctor-wang", "GET", "/api/doctor/patients/ls-zhang/timeline", null).is(200);
        assertThat(timeline.at("/exams").toString()).doesNotContain("jinyun").doesNotContain(JINYUN_FILM.study());
        timeline.at("/orders").forEach(order ->
                assertThat(order.at("/priors").toString()).doesNotContain(JINYUN_FILM.study()));
    }

    private static String patient(String id, String hospital, String number) {
        return """
                {"resourceType":"Patient","id":"%s","name":[{"text":"张三"}],"gender":"male","birthDate":"1980-01-01",
                 "identifier":[{"system":"urn:cloudfilm:hospital:%s:patient","value":"%s"},
                   {"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}]}
                """.formatted(id, hospital, number, ZHANG);
    }

    private static String visit(String id, String patient, String hospital, String number, String status, LocalDate day) {
        return """
                {"resourceType":"Encounter","id":"%s","status":"%s",
                 "identifier":[{"system":"urn:cloudfilm:hospital:%s:visit","value":"%s"}],
                 "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "subject":{"reference":"Patient/%s"},"period":{"start":"%sT08:05:00+08:00"%s}}
                """.formatted(id, status, hospital, number, patient, day,
                status.equals("finished") ? ",\"end\":\"" + day + "T11:30:00+08:00\"" : "");
    }

    private static String order(String id, String patient, String visit, String hospital, String number, String accession,
            String status) {
        return """
                {"resourceType":"ServiceRequest","id":"%s","status":"%s","intent":"order",
                 "identifier":[{"system":"urn:cloudfilm:hospital:%s:placer-order","value":"%s"},
                   {"system":"urn:cloudfilm:hospital:%s:accession","value":"%s"}],
                 "code":{"coding":[{"system":"urn:cloudfilm:exam-item","code":"%s"}],"text":"胸部CT平扫"},
                 "subject":{"reference":"Patient/%s"},"encounter":{"reference":"Encounter/%s"}}
                """.formatted(id, status, hospital, number, hospital, accession, CHEST_CT, patient, visit);
    }

    private static String day(LocalDate day) {
        return day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
