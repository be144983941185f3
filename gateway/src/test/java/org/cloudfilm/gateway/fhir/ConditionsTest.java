package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Changes that depend on what is there (RFC 9110 section 13, FHIR R4 sections 3.1.0.4 to 3.1.0.8). */
class ConditionsTest {

    private static FhirDoor door;

    @BeforeAll
    static void open() {
        door = new FhirDoor();
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    private static int put(String id, String... headers) {
        return door.put(LISHUI, "Patient/" + id, "{'resourceType':'Patient','id':'%s','multipleBirthInteger':%d}"
                .formatted(id, System.nanoTime() % 1_000_000_000), headers).statusCode();
    }

    private static int delete(String id, String... headers) {
        return door.send("DELETE", LISHUI, "/Patient/" + id, (String) null, headers).statusCode();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void ifMatchAnything_onlyWhatIsThereIsChanged() {
        assertThat(put("a", "If-Match", "*")).isEqualTo(412);
        assertThat(delete("a", "If-Match", "*")).isEqualTo(412);
        assertThat(put("a")).isEqualTo(201);
        assertThat(put("a", "If-Match", "*")).isEqualTo(200);
        assertThat(delete("a", "If-Match", "*")).isEqualTo(204);
        assertThat(put("a", "If-Match", "*")).isEqualTo(412);
    }

    @Test
    void ifNoneMatchAnything_onlyWhatIsNotThereIsCreated() {
        assertThat(put("b", "If-None-Match", "*")).isEqualTo(201);
        assertThat(put("b", "If-None-Match", "*")).isEqualTo(412);
        assertThat(delete("b")).isEqualTo(204);
        assertThat(put("b", "If-None-Match", "*")).isEqualTo(201);
    }

    @Test
    void listsOfTags_oneIsEnough() {
        assertThat(put("c")).isEqualTo(201);
        assertThat(put("c")).isEqualTo(200);
        assertThat(put("c", "If-Match", "W/\"1\", W/\"7\"")).isEqualTo(412);
        assertThat(put("c", "If-Match", "\"1\", W/\"2\"")).isEqualTo(200);
        assertThat(put("c", "If-Match", "W/\"1\"", "If-Match", "W/\"3\"")).isEqualTo(200);
        assertThat(put("c", "If-None-Match", "W/\"1\", W/\"4\"")).isEqualTo(412);
        assertThat(put("c", "If-None-Match", "W/\"1\"")).isEqualTo(200);
        assertThat(put("c", "If-Match", "\"nothing of ours\"")).isEqualTo(412);
        assertThat(delete("c", "If-Match", "W/\"4\"")).isEqualTo(412);
        assertThat(delete("c", "If-Match", "W/\"4\", W/\"5\"")).isEqualTo(204);
    }

    @Test
    void conditionsOnPatchesAndConditionalChanges_areKept() {
        put("d");
        String patch = "[{'op':'add','path':'/active','value':true}]";
        for (String[] condition : new String[][] {{"If-Match", "W/\"3\", W/\"4\""}, {"If-None-Match", "*"}}) {
            HttpResponse<String> patched = door.send("PATCH", LISHUI, "/Patient/d", patch,
                    "Content-Type", "application/json-patch+json", condition[0], condition[1]);
            assertThat(patched.statusCode()).isEqualTo(412);
            assertThat(patched.body()).contains("OperationOutcome", "conflict");
        }
        assertThat(door.send("PATCH", LISHUI, "/Patient/d", patch,
                "Content-Type", "application/json-patch+json", "If-Match", "*").statusCode()).isEqualTo(200);

        String account = "{'resourceType':'Account','status':'active','identifier':[{'system':'urn:x','value':'d'}]}";
        String where = "/Account?identifier=urn:x%7Cd";
        String[] json = {"Content-Type", FhirDoor.JSON};
        assertThat(door.send("PUT", LISHUI, where, account, json[0], json[1], "If-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(door.send("PUT", LISHUI, where, account, json[0], json[1], "If-None-Match", "*").statusCode())
                .isEqualTo(201);
        assertThat(door.send("PUT", LISHUI, where, account, json[0], json[1], "If-None-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(door.send("DELETE", LISHUI, where, (String) null, "If-Match", "W/\"2\"").statusCode())
                .isEqualTo(412);
        assertThat(door.send("DELETE", LISHUI, where, (String) null, "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(204);
    }

    @Test
    void transactionWithAConditionThatDoesNotHold_isUndone() {
        put("e");
        String bundle = """
                {'resourceType':'Bundle','type':'transaction','entry':[
                {'resource':{'resourceType':'Patient','id':'e2'},'request':{'method':'PUT','url':'Patient/e2'}},
                {'resource':{'resourceType':'Patient','id':'e'},
                 'request':{'method':'PUT','url':'Patient/e','ifNoneMatch':'*'}}]}""";

        HttpResponse<String> refused = door.post(LISHUI, "", bundle);

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.body()).contains("Bundle.entry[1]");
        assertThat(door.get(LISHUI, "/Patient/e2").statusCode()).isEqualTo(404);
    }

    @Test
    void conditionalUpdate_ofAnotherRecordThanItNames_isRefused() {
        String account = "{'resourceType':'Account','id':'%s','status':'active','identifier':[{'system':'urn:x','value':'f'}]}";
        String where = "/Account?identifier=urn:x%7Cf";
        HttpResponse<String> created =
                door.send("PUT", LISHUI, where, account.formatted("f1"), "Content-Type", FhirDoor.JSON);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "Location")).isEqualTo(door.base() + "/Account/f1/_history/1");
        assertThat(door.send("PUT", LISHUI, where, account.formatted("f2"), "Content-Type", FhirDoor.JSON).statusCode())
                .isEqualTo(400);
    }

    @Test
    void ownUrls_inReferencesAndCriteria_meanOurRecords() {
        put("g");
        String patient = door.base() + "/Patient/g";
        String observation = """
                {'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'%s'},
                 'performer':[{'reference':'http://elsewhere/fhir/Practitioner/1'}]}""".formatted(patient);
        String criteria = "patient=" + URLEncoder.encode(patient, StandardCharsets.UTF_8);

        HttpResponse<String> created = door.post(LISHUI, "/Observation", observation, "If-None-Exist", criteria);
        HttpResponse<String> again = door.post(LISHUI, "/Observation", observation, "If-None-Exist", criteria);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body())
                .contains("\"reference\":\"Patient/g\"", "\"reference\":\"http://elsewhere/fhir/Practitioner/1\"");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(door.get(LISHUI, "/Observation?patient=g").body()).contains("\"total\":1");
        assertThat(door.send("DELETE", LISHUI, "/Observation?patient=" + patient, (String) null).statusCode())
                .isEqualTo(204);
        assertThat(door.get(LISHUI, "/Observation?patient=g").body()).contains("\"total\":0");
    }

    @Test
    void ownUrlAsConditionalReference_isLookedUp() {
        door.put(LISHUI, "Organization/h", "{'resourceType':'Organization','id':'h','name':'H',"
                + "'identifier':[{'system':'urn:x','value':'h'}]}");
        HttpResponse<String> created = door.post(LISHUI, "/Patient", """
                {'resourceType':'Patient','managingOrganization':{'reference':'%s/Organization?identifier=urn:x|h'}}"""
                .formatted(door.base()));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains("\"reference\":\"Organization/h\"");
    }
}
