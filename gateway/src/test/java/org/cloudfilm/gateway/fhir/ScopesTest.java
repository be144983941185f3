package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An app whose token has scopes may do no more than they say (SMART App Launch 2.2), in whatever way it tries. */
class ScopesTest {

    private static final String READS = "hospital.lishui~system/Observation.rs~system/Patient.r";
    private static final String WRITES = "hospital.lishui~system/Observation.cu";
    private static final String OBSERVATION = """
            {'resourceType':'Observation','id':'o','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/p'}}""";

    private static FhirDoor door;

    @BeforeAll
    static void open() {
        door = new FhirDoor();
        door.put(FhirDoor.LISHUI, "Patient/p", "{'resourceType':'Patient','id':'p','name':[{'text':'张三'}]}");
        door.put(FhirDoor.LISHUI, "Observation/o", OBSERVATION);
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @Test
    void scopesToRead_readAndSearchThat_nothingElse() {
        assertThat(status("GET", READS, "/Observation/o")).isEqualTo(200);
        assertThat(status("GET", READS, "/Observation?subject=Patient/p")).isEqualTo(200);
        assertThat(status("GET", READS, "/Patient/p")).isEqualTo(200);
        for (String path : new String[] {
            "/Patient?name=x", "/Patient/p/$everything", "/_history", "/Patient/_history", "/Encounter/e", "/Encounter?_id=e",
            "/Observation?patient.name=张", "/Observation?_include=Observation:subject", "/Patient?_has:Observation:patient:status=final",
            "/?_type=Observation"
        }) {
            assertThat(status("GET", READS, path.replace("张", "%E5%BC%A0"))).as(path).isEqualTo(403);
        }
        HttpResponse<String> form = door.send("POST", READS, "/Observation/_search", "_include=Observation:subject",
                "Content-Type", "application/x-www-form-urlencoded");
        assertThat(form.statusCode()).isEqualTo(403);
    }

    @Test
    void scopesToRead_writeNothing() {
        assertThat(door.put(READS, "Observation/o", OBSERVATION).statusCode()).isEqualTo(403);
        assertThat(status("DELETE", READS, "/Observation/o")).isEqualTo(403);
        assertThat(bundle("transaction", READS, "PUT", "Observation/o").statusCode()).isEqualTo(403);
        assertThat(bundle("batch", READS, "DELETE", "Observation/o").body()).contains("403");
        assertThat(status("GET", READS, "/Observation/o")).isEqualTo(200);
    }

    @Test
    void scopesToWrite_writeThat_readNothing() {
        assertThat(bundle("transaction", WRITES, "PUT", "Observation/o").statusCode()).isEqualTo(200);
        assertThat(status("GET", WRITES, "/Observation/o")).isEqualTo(403);
        assertThat(bundle("transaction", WRITES, "GET", "Observation/o").statusCode()).isEqualTo(403);
        assertThat(bundle("transaction", WRITES, "DELETE", "Observation/o").statusCode()).isEqualTo(403);
    }

    @Test
    void refusal_isAnOutcome_thatSaysWhy() {
        HttpResponse<String> refused = door.get(READS, "/Encounter/e");
        assertThat(refused.body()).contains("OperationOutcome", "forbidden", "scopes");
        assertThat(status("GET", READS, "/metadata")).isEqualTo(200);
    }

    private static int status(String method, String token, String path) {
        return door.send(method, token, path, (String) null).statusCode();
    }

    private static HttpResponse<String> bundle(String type, String token, String method, String url) {
        String resource = method.equals("PUT") ? "'resource':" + OBSERVATION + "," : "";
        return door.send("POST", token, "", """
                {'resourceType':'Bundle','type':'%s','entry':[{%s'request':{'method':'%s','url':'%s'}}]}"""
                .formatted(type, resource, method, url), "Content-Type", FhirDoor.JSON);
    }
}
