package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is wrong is refused with its reason, and costs little. */
class WrongInputTest {

    private static final String PATIENT = "{'resourceType':'Patient','id':'w'}";

    private static FhirDoor door;

    @BeforeAll
    static void open() {
        door = new FhirDoor("cloudfilm.fhir.max-resource=256KB", "cloudfilm.fhir.max-bundle=4MB",
                "cloudfilm.fhir.max-entries=10000");
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    private static void refused(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains("OperationOutcome").doesNotContain("Exception", "org.", "select ");
    }

    @Test
    void json_deepHugeOrBroken_refused() {
        refused(door.put(LISHUI, "Patient/w", "{'resourceType':'Patient','id':'w','x':" + "[".repeat(100_000)), 413);
        refused(door.put(LISHUI, "Patient/w", "{'resourceType':'Patient','id':'w','a':'" + "x".repeat(300_000) + "'}"), 413);
        refused(door.put(LISHUI, "Patient/w", "{'resourceType':'Patient',"), 400);
        refused(door.put(LISHUI, "Patient/w", ""), 400);
        refused(door.put(LISHUI, "Patient/w", "[]"), 400);
        refused(door.put(LISHUI, "Patient/w", "{'resourceType':'Observation','id':'w'}"), 400);
        refused(door.put(LISHUI, "Patient/w", "{'resourceType':'Patient','id':'other'}"), 400);
        refused(door.put(LISHUI, "Patient/w", "{'resourceType':'Patient','id':'w','gender':'unsure'}"), 422);
    }

    @Test
    void gzip_honestTaken_bombRefused() throws Exception {
        assertThat(gzipped(PATIENT.replace('\'', '"').getBytes()).statusCode()).isEqualTo(201);
        assertThat(gzipped(new byte[50_000_000]).statusCode()).isEqualTo(413);
        refused(door.send("PUT", LISHUI, "/Patient/w", PATIENT, "Content-Type", FhirDoor.JSON, "Content-Encoding", "gzip"), 400);
        refused(door.send("PUT", LISHUI, "/Patient/w", PATIENT, "Content-Type", FhirDoor.JSON, "Content-Encoding", "br"), 415);
    }

    private static HttpResponse<byte[]> gzipped(byte[] body) throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        }
        return door.send("PUT", LISHUI, "/Patient/w", zipped.toByteArray(),
                "Content-Type", FhirDoor.JSON, "Content-Encoding", "gzip");
    }

    @Test
    void path_unknown_404() {
        for (String path : new String[] {
            "/Shoe", "/Shoe/1", "/Appointment/1", "/Patient/1/2/3", "/Patient/a_b", "/$dance", "/Patient/$dance", "/Patient/1/_history/x"
        }) {
            refused(door.get(LISHUI, path), 404);
        }
    }

    @Test
    void contentType_wrong_415() {
        refused(door.send("PUT", LISHUI, "/Patient/w", PATIENT, "Content-Type", "text/plain"), 415);
        refused(door.send("PUT", LISHUI, "/Patient/w", PATIENT), 415);
        refused(door.send("PUT", LISHUI, "/Patient/w", PATIENT, "Content-Type", "application/fhir+json; fhirVersion=3.0"), 415);
        refused(door.send("POST", LISHUI, "/Patient/_search", "{}", "Content-Type", FhirDoor.JSON), 415);
        refused(door.get(LISHUI, "/Patient", "Accept", "application/fhir+json; fhirVersion=3.0"), 406);
        refused(door.get(LISHUI, "/Patient?_format=csv"), 406);
    }

    @Test
    void method_wrong_405WithAllow() {
        HttpResponse<String> response = door.send("POST", LISHUI, "/Patient/w", PATIENT, "Content-Type", FhirDoor.JSON);
        refused(response, 405);
        assertThat(response.headers().firstValue("Allow").orElse("")).contains("PUT", "PATCH");
        assertThat(door.send("OPTIONS", LISHUI, "/Patient", (String) null).statusCode()).isEqualTo(204);
    }

    @Test
    void xml_withEntities_refused() {
        String bomb = "<!DOCTYPE p [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Patient xmlns='http://hl7.org/fhir'>"
                + "<name><family value='&a;'/></name></Patient>";
        HttpResponse<String> response = door.send("POST", LISHUI, "/Patient", bomb, "Content-Type", FhirDoor.XML);
        assertThat(response.statusCode()).isBetween(400, 422);
        assertThat(response.body()).doesNotContain("root:");
    }

    @Test
    void bundle_wrongOrTooMany_refused() {
        refused(door.post(LISHUI, "/", PATIENT), 400);
        refused(door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'searchset'}"), 400);
        refused(door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'transaction','entry':[{}]}"), 400);
        refused(door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'transaction','entry':[{'request':"
                + "{'method':'POST','url':'Shoe'},'resource':{'resourceType':'Shoe'}}]}"), 404);
        String entry = "{'request':{'method':'GET','url':'Patient/1'}}";
        refused(door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'transaction','entry':["
                + (entry + ",").repeat(10_000) + entry + "]}"), 413);
    }

    @Test
    void transaction_tenThousandEntries_taken() {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            entries.append(i == 0 ? "" : ",").append("{'resource':{'resourceType':'Basic','code':{'text':'n'}},"
                    + "'request':{'method':'POST','url':'Basic'}}");
        }
        HttpResponse<String> done =
                door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'transaction','entry':[" + entries + "]}");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(door.get(LISHUI, "/Basic?_summary=count").body()).contains("\"total\":10000");
    }

    @Test
    void bundle_ofManyLargeReads_entriesBeyondTheBoundRefused() {
        door.put(LISHUI, "Location/large",
                "{'resourceType':'Location','id':'large','description':'" + "x".repeat(200_000) + "'}");
        String entry = "{'request':{'method':'GET','url':'Location/large'}}";
        String entries = "'entry':[" + (entry + ",").repeat(99) + entry + "]}";

        HttpResponse<String> batch = door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'batch'," + entries);

        assertThat(batch.statusCode()).isEqualTo(200);
        assertThat(batch.body().split("200 OK", -1)).hasSizeBetween(50, 90);
        assertThat(batch.body()).contains("413 Content Too Large");
        refused(door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'transaction'," + entries), 413);
    }

    @Test
    void json_ofVeryManyValues_refused() {
        refused(door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'batch','x':[0" + ",0".repeat(1_500_000) + "]}"), 413);
    }

    @Test
    void xml_veryDeep_refused() {
        String deep = "<Patient xmlns='http://hl7.org/fhir'>" + "<extension url='u'>".repeat(6_000)
                + "</extension>".repeat(6_000) + "</Patient>";
        assertThat(door.send("POST", LISHUI, "/Patient", deep, "Content-Type", FhirDoor.XML).statusCode())
                .isBetween(400, 422);
    }

    @Test
    void patch_pathThatRunsAPatternOrWritesLogs_refused() {
        door.put(LISHUI, "Patient/patched", "{'resourceType':'Patient','id':'patched'}");
        for (String path : new String[] {
            "Patient.where(id.matches('(a+)+$'))", "Patient.trace('x')", "Patient.repeat(extension)", "Patient.`trace`('x')",
            "Patient.trace /* */ ('x')"
        }) {
            refused(door.send("PATCH", LISHUI, "/Patient/patched",
                    ("{'resourceType':'Parameters','parameter':[{'name':'operation','part':["
                            + "{'name':'type','valueCode':'delete'},{'name':'path','valueString':'%s'}]}]}")
                            .replace('\'', '"').formatted(path),
                    "Content-Type", FhirDoor.JSON), 400);
        }
    }

    @Test
    void search_bombs_refusedWithReason() {
        refused(door.get(LISHUI, "/Observation?code=" + "a,".repeat(3_000) + "a"), 413);
        refused(door.get(LISHUI, "/Observation?date=yesterday"), 400);
        refused(door.get(LISHUI, "/Patient?_count=x"), 400);
        refused(door.get(LISHUI, "/Patient/_history?_since=soon"), 400);
    }

    @Test
    void trail_lost_503() throws Exception {
        try (FhirDoor lost = new FhirDoor()) {
            lost.put(LISHUI, "Patient/w", PATIENT);
            lost.loseTheTrail();
            HttpResponse<String> response = lost.get(LISHUI, "/Patient/w");
            refused(response, 503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
    }
}
