package org.cloudfilm.viewer.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.Identification;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.Traits;
import org.cloudfilm.viewer.dicomweb.ViewerServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reviewer looks at two patients who may be one, by HTTP. */
class IdentityReviewTest {

    private static final String REVIEWER = "reviewer.li";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ViewerServer server;
    private static LinkPerson linkPerson;

    @BeforeAll
    static void start() {
        server = ViewerServer.start();
        linkPerson = new LinkPerson(server.dataSource(), InstantSource.system());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void twoAlike() {
        server.jdbc().sql("truncate person cascade").update();
        arrives("lishui", "L100234", "13800138000");
        arrives("jinyun", "J20088", "");
    }

    @Test
    void list_namesAreMasked_hospitalsAreNamedInBothLanguages() {
        JsonNode list = ok("GET", "/pairs", null);

        assertThat(list.at("/count").asInt()).isEqualTo(1);
        JsonNode pair = list.at("/pairs/0");
        assertThat(pair.at("/score").asInt()).isEqualTo(75);
        assertThat(pair.at("/reasons").toString()).isEqualTo("[\"SAME_NAME\",\"SAME_BIRTH_DATE\",\"SAME_SEX\"]");
        assertThat(pair.at("/first/names/0").asString()).isEqualTo("林**");
        assertThat(pair.toString()).contains("丽水市中心医院", "Jinyun County People's Hospital").doesNotContain("小雨", "L100234");
    }

    @Test
    void compare_numbersAreMaskedUntilTheReviewerAsks_bothAreWrittenDown() {
        JsonNode masked = ok("GET", "/pairs/" + pair(), null);
        assertThat(masked.toString()).contains("林小雨", "1975-06-30", "****34", "****00").doesNotContain("L100234", "13800138000");

        JsonNode shown = ok("GET", "/pairs/" + pair() + "?reveal=true", null);
        assertThat(shown.toString()).contains("L100234", "J20088", "13800138000");

        assertThat(server.jdbc().sql("select action from audit_entry where actor = :who order by seq desc limit 3")
                        .param("who", REVIEWER).query(String.class).list())
                .contains("look-at-persons", "reveal-persons");
    }

    @Test
    void merge_thenUndo_isInTheHistoryWithBothReasons() {
        long pair = pair();
        assertThat(send("POST", "/pairs/" + pair + "/merge", "{\"reason\":\" 电话核实，同一人 \"}").statusCode()).isEqualTo(204);
        assertThat(ok("GET", "/pairs", null).at("/count").asInt()).isZero();
        assertThat(persons()).isEqualTo(1);

        JsonNode merge = ok("GET", "/merges", null).at("/merges/0");
        assertThat(merge.at("/reason").asString()).isEqualTo("电话核实，同一人");
        assertThat(merge.at("/actor").isNull()).as("nobody ever said what the reviewer is called").isTrue();
        new Actors(server.dataSource(), InstantSource.system())
                .remember(new Actors.Actor(REVIEWER, "reviewer", Optional.empty(), "李审核"));
        assertThat(ok("GET", "/merges", null).at("/merges/0/actor").asString()).isEqualTo("李审核");
        assertThat(merge.at("/kept/hospitals/0/id").asString()).isEqualTo("lishui");
        assertThat(merge.at("/moved/names/0").asString()).isEqualTo("林**");

        String undo = "/merges/" + merge.at("/id").asLong() + "/undo";
        assertThat(send("POST", undo, "{\"reason\":\"弄错了\"}").statusCode()).isEqualTo(204);
        assertThat(persons()).isEqualTo(2);
        assertThat(ok("GET", "/merges", null).at("/merges/0/undoReason").asString()).isEqualTo("弄错了");
        problem(send("POST", undo, "{\"reason\":\"again\"}"), 409, "the merge was undone before");
    }

    @Test
    void secondDecision_conflicts() {
        long pair = pair();
        assertThat(send("POST", "/pairs/" + pair + "/separate", "{\"reason\":\"two people\"}").statusCode()).isEqualTo(204);

        problem(send("POST", "/pairs/" + pair + "/merge", "{\"reason\":\"one\"}"), 409, "somebody has decided about this pair already");
        problem(send("GET", "/pairs/" + pair, null), 409, "somebody has decided about this pair already");
        assertThat(persons()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\"\"}", "{\"reason\":\" a \"}", "{\"reason\":null}"})
    void reason_thatSaysNothing_isRefused(String body) {
        problem(send("POST", "/pairs/" + pair() + "/merge", body), 400, "a reason of 2 to 500 characters is needed");
        problem(send("POST", "/pairs/" + pair() + "/separate", "{\"reason\":\"" + "长".repeat(501) + "\"}"), 400,
                "a reason of 2 to 500 characters is needed");
        assertThat(persons()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"GET,/pairs/abc,", "POST,/pairs/1/merge,not json", "GET,/pairs?offset=x,"})
    void requestThatCannotBeRead_isAProblem(String method, String path, String body) {
        problem(send(method, path, body), 400, "the request cannot be read");
    }

    @Test
    void unknownPairOrMerge_isNotFound() {
        problem(send("GET", "/pairs/999999", null), 404, "there is no such pair");
        problem(send("POST", "/pairs/999999/merge", "{\"reason\":\"same\"}"), 404, "there is no such pair");
        problem(send("POST", "/merges/999999/undo", "{\"reason\":\"wrong\"}"), 404, "there is no such merge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin.x", "clinician.lishui", "hospital.lishui", "patient.34052419800101001X"})
    void anyoneButReviewers_isRefused(String token) {
        for (String path : List.of("/pairs", "/pairs/" + pair(), "/merges")) {
            problem(send(token, "GET", path, null), 403, "only reviewers of identities may do this");
        }
        problem(send(token, "POST", "/pairs/" + pair() + "/merge", "{\"reason\":\"same\"}"), 403,
                "only reviewers of identities may do this");
    }

    @Test
    void reviewer_readsNoFilm() {
        JsonNode found = JsonMapper.shared().readTree(server.get(REVIEWER, "/studies").body().length == 0
                ? new byte[] {'[', ']'} : server.get(REVIEWER, "/studies").body());
        assertThat(found.isArray() && !found.isEmpty()).isFalse();
    }

    private static void arrives(String hospital, String number, String phone) {
        HospitalId id = new HospitalId(hospital);
        linkPerson.link(new Identification(
                id,
                List.of(new PatientNumber("urn:cloudfilm:hospital:" + id + ":patient", number)),
                List.of(),
                new Traits(Set.of("林 小雨"), Optional.of(LocalDate.of(1975, 6, 30)), "F", phone, false)));
    }

    private static long pair() {
        return server.jdbc().sql("select id from person_candidate").query(Long.class).single();
    }

    private static int persons() {
        return server.jdbc().sql("select count(distinct person_id) from identity").query(Integer.class).single();
    }

    private static JsonNode ok(String method, String path, String body) {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static void problem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JsonMapper.shared().readTree(response.body()).at("/detail").asString()).isEqualTo(detail);
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        return send(REVIEWER, method, path, body);
    }

    private static HttpResponse<String> send(String token, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("").resolve("/api/identity" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
