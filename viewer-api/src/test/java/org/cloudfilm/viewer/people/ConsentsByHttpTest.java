package org.cloudfilm.viewer.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.viewer.people.ConsentStory.ADMIN;
import static org.cloudfilm.viewer.people.ConsentStory.CHEN;
import static org.cloudfilm.viewer.people.ConsentStory.WANG;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.viewer.people.ConsentStory.Someone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What doctors, patients and administrators do about consent, by HTTP over a real database. */
class ConsentsByHttpTest {

    private static final String A_MONTH = "{\"days\":30,\"sensitive\":[]}";

    private static ConsentStory story;

    @BeforeAll
    static void start() {
        story = new ConsentStory();
    }

    @AfterAll
    static void stop() throws Exception {
        story.close();
    }

    @Test
    void story_askedConfirmedSeenWithdrawn_isToldToThePatientInTheTrail() {
        Someone zhang = story.atLishui("19800101");
        JsonNode found = story.get(WANG, "/doctor/patients?number=no-" + zhang.inLishui());
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/id").asString()).isEqualTo(zhang.inLishui());
        assertThat(found.at("/0/name").asString()).isEqualTo("张三");
        assertThat(found.at("/0/number").asString()).isEqualTo("no-" + zhang.inLishui());
        assertThat(found.at("/0/visit/class").asString()).isEqualTo("AMB");
        assertThat(found.toString()).doesNotContain(zhang.number());
        assertThat(access(zhang).at("/state").asString()).isEqualTo("none");

        String request = story.ask(zhang);
        assertThat(access(zhang).at("/state").asString()).isEqualTo("asked");
        JsonNode asked = story.get(zhang.token(), "/access-requests").at("/0");
        assertThat(asked.at("/id").asString()).isEqualTo(request);
        assertThat(asked.at("/clinician").asString()).isEqualTo("王医生");
        assertThat(asked.at("/hospital/name").asString()).isEqualTo("丽水市中心医院");
        assertThat(asked.at("/message").asString()).isEqualTo("请授权");
        assertThat(asked.at("/person").isNull()).isTrue();
        assertThat(story.get(zhang.token(), "/notices").at("/notices/0/kind").asString()).isEqualTo("ACCESS_ASKED");

        String consent = story.post(zhang.token(), "/access-requests/" + request + "/confirm",
                "{\"days\":30,\"sensitive\":[\"HIV\"]}", 200).at("/consent").asString();
        JsonNode granted = access(zhang);
        assertThat(granted.at("/state").asString()).isEqualTo("granted");
        assertThat(granted.at("/until").asString()).isNotEmpty();
        JsonNode listed = story.get(zhang.token(), "/consents").at("/0");
        assertThat(listed.at("/id").asString()).isEqualTo(consent);
        assertThat(listed.at("/state").asString()).isEqualTo("active");
        assertThat(listed.at("/sensitive/0").asString()).isEqualTo("HIV");

        assertThat(story.send(zhang.token(), "DELETE", "/consents/" + consent, null).statusCode()).isEqualTo(204);
        assertThat(access(zhang).at("/state").asString()).isEqualTo("none");
        assertThat(story.get(zhang.token(), "/consents").at("/0/state").asString()).isEqualTo("withdrawn");
        story.problem(zhang.token(), "DELETE", "/consents/" + consent, null, 404, "no-such-consent");

        JsonNode trail = story.get(zhang.token(), "/trail?count=200").at("/entries");
        assertThat(actions(trail)).contains("ask-access", "confirm-access", "withdraw-consent", "open-record");
        JsonNode ask = line(trail, "ask-access");
        assertThat(ask.at("/actor/name").asString()).isEqualTo("王医生");
        assertThat(ask.at("/actor/role").asString()).isEqualTo("clinician");
        assertThat(ask.at("/hospital/id").asString()).isEqualTo("lishui");
        assertThat(ask.at("/object/kind").asString()).isEqualTo("Person");
        assertThat(line(trail, "confirm-access").at("/object/kind").asString()).isEqualTo("Consent");
        assertThat(line(trail, "confirm-access").at("/hospital/id").asString()).isEqualTo("lishui");
        assertThat(line(trail, "open-record").at("/ground").asString()).isEqualTo("own-hospital");
    }

    @Test
    void notices_areReadUpToOne_andBelongToThePatientAlone() {
        Someone zhang = story.atLishui("19800102");
        story.ask(zhang);
        JsonNode first = story.get(zhang.token(), "/notices?count=1");
        assertThat(first.at("/unread").asInt()).isEqualTo(1);
        long id = first.at("/notices/0/id").asLong();
        assertThat(first.at("/notices/0/params/clinician").asString()).isEqualTo("王医生");

        assertThat(story.send(story.someone("19810101").token(), "POST", "/notices/read", "{\"upTo\":" + id + "}")
                .statusCode()).isEqualTo(204);
        assertThat(story.get(zhang.token(), "/notices").at("/unread").asInt()).isEqualTo(1);
        assertThat(story.send(zhang.token(), "POST", "/notices/read", "{\"upTo\":" + id + "}").statusCode()).isEqualTo(204);
        assertThat(story.get(zhang.token(), "/notices").at("/unread").asInt()).isZero();
        assertThat(story.get(zhang.token(), "/notices?before=" + id).at("/notices")).isEmpty();
        assertThat(story.get(zhang.token(), "/notices?count=-5").at("/notices")).hasSize(1);
        story.problem(zhang.token(), "GET", "/notices?before=x", null, 400, "unreadable");
        story.problem(zhang.token(), "GET", "/notices?count=99999999999", null, 400, "unreadable");
        story.problem(zhang.token(), "POST", "/notices/read", "{}", 400, "unreadable");
        story.problem(WANG, "GET", "/notices", null, 403, "not-a-patient");
    }

    @Test
    void glass_isBrokenToldReviewedOnce() {
        Someone zhang = story.someone("19800103");
        String body = "{\"patient\":\"" + zhang.inLishui() + "\",\"reason\":\"昏迷送院，需要看既往影像\"}";

        String id = story.post(WANG, "/break-glass", body, 201).at("/id").asString();

        assertThat(story.post(WANG, "/break-glass", body, 201).at("/id").asString()).isEqualTo(id);
        assertThat(access(zhang).at("/state").asString()).isEqualTo("broken-glass");
        assertThat(story.get(zhang.token(), "/notices").at("/notices/0/params/reason").asString()).contains("昏迷");
        JsonNode open = story.get(ADMIN, "/break-glass?state=open");
        assertThat(open.findValuesAsString("id")).contains(id);
        assertThat(open.toString()).contains("王医生").doesNotContain(zhang.number(), zhang.inLishui());

        story.problem(ADMIN, "POST", "/break-glass/" + id + "/review", "{\"verdict\":\"open\",\"remark\":\"\"}", 400, "verdict");
        story.problem(ADMIN, "POST", "/break-glass/" + id + "/review", "{\"verdict\":null}", 400, "verdict");
        story.problem(WANG, "POST", "/break-glass/" + id + "/review", "{\"verdict\":\"justified\"}", 403, "not-an-administrator");
        JsonNode judged = story.post(ADMIN, "/break-glass/" + id + "/review", "{\"verdict\":\"unjustified\",\"remark\":\"无急诊\"}", 200);
        assertThat(judged.at("/state").asString()).isEqualTo("unjustified");
        assertThat(judged.at("/review/by").asString()).isEqualTo("管理员");
        assertThat(story.get(ADMIN, "/break-glass?state=unjustified").at("/0/review/by").asString()).isEqualTo("管理员");
        assertThat(access(zhang).at("/state").asString()).isEqualTo("none");
        story.problem(ADMIN, "POST", "/break-glass/" + id + "/review", "{\"verdict\":\"justified\"}", 404, "no-such-glass");
        story.problem(ADMIN, "POST", "/break-glass/1/review", "{\"verdict\":\"justified\"}", 404, "no-such-glass");
        story.problem(ADMIN, "GET", "/break-glass?state=all", null, 400, "unknown-state");
        story.problem(WANG, "GET", "/break-glass", null, 403, "not-an-administrator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"急\"", "\"         \"", "\"123456789\""})
    void glass_aReasonThatSaysNothing_isRefused(String reason) {
        Someone zhang = story.someone("19800104");
        story.problem(WANG, "POST", "/break-glass",
                "{\"patient\":\"" + zhang.inLishui() + "\",\"reason\":" + reason + "}", 400, "reason");
        assertThat(access(zhang).at("/state").asString()).isEqualTo("none");
    }

    @Test
    void glass_foreignPatientOrOtherRole_isRefused() {
        Someone zhang = story.someone("19800105");
        String reason = "\",\"reason\":\"昏迷送院，需要看既往影像\"}";
        story.problem(WANG, "POST", "/break-glass", "{\"patient\":\"" + zhang.inJinyun() + reason, 404, "no-such-patient");
        story.problem(WANG, "POST", "/break-glass", "{\"patient\":\"../x" + reason, 404, "no-such-patient");
        story.problem(ADMIN, "POST", "/break-glass", "{\"patient\":\"" + zhang.inLishui() + reason, 403, "not-a-clinician");
        story.problem(zhang.token(), "POST", "/break-glass", "{\"patient\":\"" + zhang.inLishui() + reason, 403, "not-a-clinician");
    }

    @Test
    void confirm_tappedManyTimesAtOnce_isOneConsent() throws Exception {
        Someone zhang = story.atLishui("19800106");
        String request = story.ask(zhang);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            List<Callable<HttpResponse<String>>> taps = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                taps.add(() -> story.send(zhang.token(), "POST", "/access-requests/" + request + "/confirm", A_MONTH));
            }
            for (Future<HttpResponse<String>> tap : threads.invokeAll(taps)) {
                statuses.add(tap.get().statusCode());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409, 409);
        assertThat(story.get(zhang.token(), "/consents")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"days\":0} | days",
        "{\"days\":-1} | days",
        "{\"days\":366} | days",
        "{\"days\":2147483648} | days",
        "{} | days",
        "{\"days\":30,\"sensitive\":[\"EVERYTHING\"]} | unknown-label",
        "{\"days\":30,\"sensitive\":[null]} | unknown-label",
        "{\"days\":\"soon\"} | unreadable",
        "{\"days\":99999999999999999999} | unreadable",
        "{\"days\":30,\"sensitive\":\"HIV\" | unreadable",
        "[] | unreadable"
    })
    void confirm_termsThatAreNone_changeNothing(String terms, String type) {
        Someone zhang = story.atLishui("19800107");
        String request = story.ask(zhang);

        story.problem(zhang.token(), "POST", "/access-requests/" + request + "/confirm", terms, 400, type);

        assertThat(story.get(zhang.token(), "/access-requests").at("/0/state").asString()).isEqualTo("asked");
        assertThat(story.get(zhang.token(), "/consents")).isEmpty();
    }

    @Test
    void answer_foreignExpiredDeclinedOrUnknown_isRefused() {
        Someone zhang = story.atLishui("19800108");
        Someone other = story.someone("19800109");
        String request = story.ask(zhang);
        String confirm = "/access-requests/" + request + "/confirm";
        story.problem(other.token(), "POST", confirm, A_MONTH, 404, "no-such-request");
        story.problem(other.token(), "POST", "/access-requests/" + request + "/decline", null, 404, "no-such-request");
        story.problem(WANG, "POST", confirm, A_MONTH, 403, "not-a-patient");
        story.problem("hospital.lishui", "POST", confirm, A_MONTH, 403, "not-a-patient");
        for (String id : List.of("0", "-1", "9223372036854775807", "99999999999999999999", "x")) {
            story.problem(zhang.token(), "POST", "/access-requests/" + id + "/confirm", A_MONTH, 404, "no-such-request");
        }
        story.server.jdbc().sql("update access_request set asked_at = now() - interval '2 days', expires_at = now() - interval '1 day' where id = :id")
                .param("id", Long.parseLong(request)).update();
        story.problem(zhang.token(), "POST", confirm, A_MONTH, 409, "request-expired");
        assertThat(story.get(zhang.token(), "/access-requests").at("/0/state").asString()).isEqualTo("expired");

        String again = story.ask(zhang);
        assertThat(again).isNotEqualTo(request);
        assertThat(story.send(zhang.token(), "POST", "/access-requests/" + again + "/decline", null).statusCode()).isEqualTo(204);
        assertThat(access(zhang).at("/state").asString()).isEqualTo("declined");
        story.problem(zhang.token(), "POST", "/access-requests/" + again + "/confirm", A_MONTH, 409, "already-answered");
        assertThat(story.get(zhang.token(), "/consents")).isEmpty();
    }

    @Test
    void ask_withoutAVisitOrOfNobody_isRefused() {
        Someone zhang = story.someone("19800110");
        String own = "{\"patient\":\"" + zhang.inLishui() + "\"}";
        story.problem(WANG, "POST", "/access-requests", own, 409, "no-open-visit");
        story.problem(CHEN, "POST", "/access-requests", own, 404, "no-such-patient");
        story.problem(WANG, "POST", "/access-requests", "{\"patient\":\"nobody\"}", 404, "no-such-patient");
        story.problem(WANG, "POST", "/access-requests", "{\"patient\":\"a b\"}", 404, "no-such-patient");
        story.problem(WANG, "POST", "/access-requests", "{}", 404, "no-such-patient");
        story.problem(WANG, "POST", "/access-requests", "nonsense", 400, "unreadable");
        story.problem(WANG, "POST", "/access-requests",
                "{\"patient\":\"" + zhang.inLishui() + "\",\"message\":\"" + "长".repeat(501) + "\"}", 400, "message");
        story.problem(zhang.token(), "POST", "/access-requests", own, 403, "not-a-clinician");
        story.problem(ADMIN, "GET", "/access-requests", null, 403, "not-a-patient");
    }

    @Test
    void consents_givenAndDeniedUnasked_andBadWishes() {
        Someone zhang = story.atLishui("19800111");
        story.post(zhang.token(), "/consents", "{\"hospital\":\"lishui\",\"days\":7,\"sensitive\":[]}", 201);
        assertThat(access(zhang).at("/state").asString()).isEqualTo("granted");
        String denial = story.post(zhang.token(), "/consents", "{\"hospital\":\"lishui\",\"deny\":true}", 201).at("/consent").asString();
        assertThat(access(zhang).at("/state").asString()).isEqualTo("none");
        JsonNode listed = story.get(zhang.token(), "/consents");
        assertThat(listed.findValuesAsString("state")).containsExactlyInAnyOrder("denied", "withdrawn");
        assertThat(listed.at("/0/until").isNull() || listed.at("/1/until").isNull()).isTrue();

        String other = story.someone("19800112").token();
        story.problem(other, "DELETE", "/consents/" + denial, null, 404, "no-such-consent");
        story.problem(zhang.token(), "DELETE", "/consents/1", null, 404, "no-such-consent");
        story.problem(zhang.token(), "POST", "/consents", "{\"hospital\":\"nowhere\",\"days\":7}", 400, "unknown-hospital");
        story.problem(zhang.token(), "POST", "/consents", "{\"hospital\":\"platform\",\"days\":7}", 400, "unknown-hospital");
        story.problem(zhang.token(), "POST", "/consents", "{\"days\":7}", 400, "unknown-hospital");
        story.problem(zhang.token(), "POST", "/consents", "{\"hospital\":\"lishui\"}", 400, "days");
        story.problem(zhang.token(), "POST", "/consents", "{\"hospital\":\"lishui\",\"deny\":true,\"days\":-3}", 400, "days");
        story.problem(zhang.token(), "POST", "/consents", "{\"hospital\":\"lishui\",\"days\":7,\"person\":\"x\"}", 404, "no-such-person");
        story.problem(WANG, "POST", "/consents", "{\"hospital\":\"lishui\",\"days\":7}", 403, "not-a-patient");
        story.problem(WANG, "GET", "/consents", null, 403, "not-a-patient");
        story.problem(WANG, "GET", "/wards", null, 403, "not-a-patient");
        assertThat(story.get(other, "/wards")).isEmpty();
    }

    @Test
    void ward_theGuardianSeesWhoseItIs_andDecides() {
        Someone child = story.atLishui("20180501");
        Someone mother = story.someone("19900501");
        story.write("lishui", ResourceType.RELATED_PERSON, "mother-of-" + child.inLishui(), """
                {"resourceType":"RelatedPerson","active":true,"patient":{"reference":"Patient/%s"},
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}],
                 "relationship":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"MTH"}]}]}
                """.formatted(child.inLishui(), mother.number()));
        String request = story.ask(child);

        assertThat(story.get(mother.token(), "/wards").at("/0/birthDate").asString()).isEqualTo("2018-05-01");
        JsonNode asked = story.get(mother.token(), "/access-requests").at("/0");
        assertThat(asked.at("/person/name").asString()).isEqualTo("张三");
        assertThat(story.get(mother.token(), "/notices").at("/notices/0/person/id").asString())
                .isEqualTo(asked.at("/person/id").asString());
        story.problem(child.token(), "POST", "/access-requests/" + request + "/confirm", A_MONTH, 403, "guardian-needed");
        story.post(mother.token(), "/access-requests/" + request + "/confirm", A_MONTH, 200);
        assertThat(access(child).at("/state").asString()).isEqualTo("granted");

        JsonNode trail = story.get(mother.token(), "/trail").at("/entries");
        assertThat(line(trail, "confirm-access").at("/person/id").asString()).isEqualTo(asked.at("/person/id").asString());
        assertThat(line(story.get(child.token(), "/trail").at("/entries"), "confirm-access").at("/person").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?number=", "?name=", "?number=1&name=a", "?name=%20"})
    void patients_searchThatSaysNothing_isRefused(String query) {
        story.problem(WANG, "GET", "/doctor/patients" + query, null, 400, "number-or-name");
    }

    @Test
    void patients_ofAnotherHospital_areNotFoundByAnyWay() {
        Someone zhang = story.someone("19800113");
        assertThat(story.get(CHEN, "/doctor/patients?number=no-" + zhang.inLishui())).isEmpty();
        assertThat(story.get(WANG, "/doctor/patients?number=no-" + zhang.inLishui() + ",no-" + zhang.inJinyun())).isEmpty();
        story.problem(CHEN, "GET", "/doctor/patients/" + zhang.inLishui(), null, 404, "no-such-patient");
        story.problem(WANG, "GET", "/doctor/patients/nobody", null, 404, "no-such-patient");
        story.problem(zhang.token(), "GET", "/doctor/patients/" + zhang.inLishui(), null, 403, "not-a-clinician");
        story.problem(ADMIN, "GET", "/doctor/patients?name=a", null, 403, "not-a-clinician");
        assertThat(story.get(WANG, "/doctor/patients?name=%E5%BC%A0").findValuesAsString("id")).contains(zhang.inLishui())
                .doesNotContain(zhang.inJinyun());
    }

    @Test
    void trail_administratorsSeeAllWithoutPatientsNames_andProveIt() {
        Someone zhang = story.someone("19800114");
        story.get(zhang.token(), "/consents");
        story.get(zhang.token(), "/trail");
        JsonNode verification = story.get(ADMIN, "/trail/verification");
        assertThat(verification.at("/intact").asBoolean()).isTrue();
        assertThat(verification.at("/entries").asLong()).isPositive();

        JsonNode entries = story.get(ADMIN, "/trail?count=5").at("/entries");
        assertThat(entries).hasSize(5);
        long last = entries.get(4).at("/seq").asLong();
        assertThat(story.get(ADMIN, "/trail?count=1&before=" + last).at("/entries/0/seq").asLong()).isEqualTo(last - 1);
        assertThat(entries.toString()).doesNotContain("张三");
        story.problem(WANG, "GET", "/trail", null, 403, "no-trail");
        story.problem(WANG, "GET", "/trail/verification", null, 403, "not-an-administrator");
        story.problem(zhang.token(), "GET", "/trail/verification", null, 403, "not-an-administrator");
        story.problem(ADMIN, "GET", "/trail?before=first", null, 400, "unreadable");
    }

    private static JsonNode access(Someone someone) {
        return story.get(WANG, "/doctor/patients/" + someone.inLishui()).at("/access");
    }

    private static List<String> actions(JsonNode entries) {
        return entries.findValuesAsString("action");
    }

    private static JsonNode line(JsonNode entries, String action) {
        for (JsonNode entry : entries) {
            if (entry.at("/action").asString().equals(action)) {
                return entry;
            }
        }
        throw new AssertionError("no entry " + action);
    }
}
