package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is made to cost much is refused with its reason, costs little, and holds up nobody else. */
class HostileInputTest {

    private static final String PATIENT = "{'resourceType':'Patient','id':'%s',";
    private static final String FORM = "application/x-www-form-urlencoded";

    private static FhirDoor door;

    @BeforeAll
    static void open() {
        door = new FhirDoor();
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    private static void refused(HttpResponse<String> response, int status, String reason) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains("OperationOutcome", reason).doesNotContain("Exception", "java.", "select ");
    }

    private static HttpResponse<String> put(String id, String rest) {
        return door.put(LISHUI, "Patient/" + id, PATIENT.formatted(id) + rest);
    }

    private static HttpResponse<String> form(String path, String form) {
        return door.send("POST", LISHUI, path, form, "Content-Type", FORM);
    }

    @Test
    void json_ofNothingButValues_refusedBeforeItIsRead() {
        refused(put("v", "'x':[" + "0,".repeat(10_000_000) + "0]}"), 413, "too many values");
    }

    @Test
    void json_notText_refused() {
        refused(put("t", "'name':[{'family':'a\\u0000b'}]}"), 422, "Patient.name[0].family");
        refused(put("t", "'name':[{'family':'a\\ud800b'}]}"), 400, "UTF-8");
        refused(put("t", "'active':true,'active':false}"), 400, "");
        byte[] broken = (PATIENT.formatted("t") + "'name':[{'family':'\u00ff'}]}").replace('\'', '"')
                .getBytes(StandardCharsets.ISO_8859_1);
        HttpResponse<byte[]> response =
                door.send("PUT", LISHUI, "/Patient/t", broken, "Content-Type", FhirDoor.JSON);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("OperationOutcome", "UTF-8");
    }

    @Test
    void query_withCharacterZero_refusedAsTheQuerysFault() {
        for (String query : new String[] {"Patient?name=a%00b", "ValueSet?url=a%00b", "Observation?code:text=%00"}) {
            refused(door.get(LISHUI, "/" + query), 400, "invalid");
        }
    }

    @Test
    void numbers_ofManyDigits_refused() {
        for (String number : new String[] {"1e999999999", "1e-999999999", "1e99999999999", "9".repeat(100_000)}) {
            refused(door.put(LISHUI, "Observation/n", "{'resourceType':'Observation','id':'n','status':'final','code':"
                    + "{'text':'a'},'valueQuantity':{'value':" + number + "}}"), 422, "Quantity");
        }
        refused(door.get(LISHUI, "/Observation?value-quantity=1e999999999"), 400, "value-quantity");
    }

    @Test
    void patient_withThousandsOfNumbers_refused_andLocksNobodyOut() {
        StringBuilder identifiers = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            identifiers.append("{'system':'urn:x','value':'").append(i).append("'},");
        }
        refused(put("numbers", "'identifier':[" + identifiers + "{'value':'z'}]}"), 413, "Patient.identifier");
    }

    @Test
    void transaction_ofThousandsOfConditionalCreates_isTaken() {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            entries.append(i == 0 ? "" : ",").append("{'resource':{'resourceType':'Basic','identifier':[{'system':'urn:c',"
                    + "'value':'" + i + "'}],'code':{'text':'n'}},'request':{'method':'POST','url':'Basic',"
                    + "'ifNoneExist':'identifier=urn:c|" + i + "'}}");
        }
        HttpResponse<String> done =
                door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'transaction','entry':[" + entries + "]}");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(door.get(LISHUI, "/Basic?identifier=urn:c%7C8999&_summary=count").body()).contains("\"total\":1");
    }

    @Test
    void xml_deepWideOrLaughing_refused() {
        String patient = "<Patient xmlns='http://hl7.org/fhir'><id value='x'/>";
        StringBuilder laughs = new StringBuilder("<!DOCTYPE p [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY a" + i + " '&a" + (i - 1) + ";&a" + (i - 1) + ";'>");
        }
        refused(xml(laughs + "]>" + patient + "<name><family value='&a39;'/></name></Patient>"), 400, "structure");
        refused(xml(patient + "<extension url='u'>".repeat(50_000) + "</extension>".repeat(50_000) + "</Patient>"),
                400, "structure");
        refused(xml(patient + "<name><family value='a'/></name>".repeat(1_000_000) + "</Patient>"), 413, "too-costly");
        refused(xml("<Patient xmlns='http://hl7.org/fhir'><name><family value='\u0001'/></name></Patient>"), 400, "structure");
    }

    private static HttpResponse<String> xml(String text) {
        return door.send("PUT", LISHUI, "/Patient/x", text, "Content-Type", FhirDoor.XML, "Accept", FhirDoor.JSON);
    }

    @Test
    void narrative_thatIsNoXhtml_readAsXml_isRefusedAndNotOurFailure() {
        put("deep", "'text':{'status':'generated','div':'<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">"
                + "<b>".repeat(20_000) + "</b>".repeat(20_000) + "</div>'}}");
        refused(door.get(LISHUI, "/Patient/deep", "Accept", FhirDoor.XML), 406, "narrative");
    }

    @Test
    void form_ofMillionsOfParameters_refused() {
        refused(form("/Patient/_search", "a&".repeat(10_000_000)), 413, "too-costly");
        refused(form("/_search", "a=b&".repeat(5_000_000)), 413, "too-costly");
        refused(form("/Patient/_search", "name=a&".repeat(2_000)), 413, "parameters");
        refused(form("/Patient/_search", "name=a&".repeat(60)), 413, "parameters");
    }

    @Test
    void search_bombs_refused() {
        refused(door.get(LISHUI, "/Basic?subject.subject.subject.identifier=x"), 413, "name the type");
        refused(door.get(LISHUI, "/Observation?subject.link.link.link.link.name=x"), 413, "links");
        refused(form("/Observation/_search", "code=" + "a,".repeat(1_000) + "a"), 413, "commas");
        refused(form("/Patient/_search", "_sort=" + "name,".repeat(100) + "name"), 413, "_sort");
        refused(door.get(LISHUI, "/Patient?_count=99999999999"), 400, "_count");
        refused(door.get(LISHUI, "/Patient?_page=AAAA"), 400, "_page");
        assertThat(form("/Patient/_search",
                "_has:Observation:patient:_has:DiagnosticReport:result:_has:Provenance:target:agent=Practitioner/x&".repeat(50))
                .statusCode()).isEqualTo(200);
    }

    @Test
    void references_inCircles_endInIncludes() {
        for (String[] pair : new String[][] {{"a", "b"}, {"b", "a"}, {"self", "self"}}) {
            assertThat(door.put(LISHUI, "Observation/" + pair[0], "{'resourceType':'Observation','id':'" + pair[0]
                    + "','status':'final','code':{'text':'c'},'hasMember':[{'reference':'Observation/" + pair[1] + "'}]}")
                    .statusCode()).isLessThan(300);
        }
        String circle = door.get(LISHUI, "/Observation?_id=a,self&_include:iterate=Observation:has-member"
                + "&_revinclude:iterate=Observation:has-member").body();
        assertThat(circle.split("\"fullUrl\"")).as("a, b and self, each once").hasSize(4);
    }

    @Test
    void system_oneTypeNamedManyTimes_isSearchedOnce() {
        put("once", "'active':true}");
        assertThat(door.get(LISHUI, "/?_type=" + "Patient,".repeat(500) + "Patient&_id=once").body())
                .contains("\"total\":1");
    }

    @Test
    void patch_copyingIntoItself_refused() {
        put("p", "'contact':[{'name':{'family':'a'}}]}");
        refused(door.send("PATCH", LISHUI, "/Patient/p", "[" + "{'op':'copy','from':'/contact','path':'/contact/-'},".repeat(60)
                + "{'op':'remove','path':'/contact'}]", "Content-Type", "application/json-patch+json"), 413, "copies");
    }

    @Test
    void batch_ofReadsThatTogetherAreHuge_answersWhatFits() {
        for (int i = 0; i < 10; i++) {
            put("large" + i, "'extension':[{'url':'urn:l','valueString':'" + "x".repeat(400_000) + "'}]}");
        }
        String entry = "{'request':{'method':'GET','url':'Patient?_id=large0,large1,large2,large3,large4,large5'}},";
        HttpResponse<String> batch = door.post(LISHUI, "/", "{'resourceType':'Bundle','type':'batch','entry':["
                + entry.repeat(200) + "{'request':{'method':'GET','url':'Patient/large0'}}]}");
        assertThat(batch.statusCode()).isEqualTo(200);
        assertThat(batch.body()).hasSizeLessThan(80 << 20).contains("too-costly");
    }

    @Test
    void body_withoutEnd_isCutOff() throws Exception {
        InputStream endless = new InputStream() {

            private long left = 1L << 30;

            @Override
            public int read() {
                return left-- > 0 ? ' ' : -1;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                Arrays.fill(to, offset, offset + length, (byte) ' ');
                left -= length;
                return left > 0 ? length : -1;
            }
        };
        HttpRequest request = HttpRequest.newBuilder(URI.create(door.base() + "/Patient/endless"))
                .header("Authorization", "Bearer " + LISHUI)
                .header("Content-Type", FhirDoor.JSON)
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> endless))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        try {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        } catch (IOException closed) {
            // the server may have closed the connection before the client, still sending, read the answer
            assertThat(door.get(LISHUI, "/Patient/endless").statusCode()).isEqualTo(404);
        } finally {
            http.shutdownNow();
        }
    }

    @Test
    void manyAttacksAtOnce_leaveMemoryFlat_andOthersAreAnswered() throws Exception {
        put("other", "'active':true}");
        byte[] bomb = gzip(new byte[200_000_000]);
        Map<String, Supplier<Integer>> attacks = Map.of(
                "values", () -> put("v", "'x':[" + "0,".repeat(2_000_000) + "0]}").statusCode(),
                "depth", () -> put("v", "'x':" + "[".repeat(2_000_000)).statusCode(),
                "form", () -> form("/Patient/_search", "a&".repeat(2_000_000)).statusCode(),
                "chains", () -> door.get(LISHUI, "/Basic?subject.subject.subject.identifier=x").statusCode(),
                "gzip", () -> door.send("PUT", LISHUI, "/Patient/v", bomb, "Content-Type", FhirDoor.JSON,
                        "Content-Encoding", "gzip").statusCode());
        attacks.forEach((name, attack) -> assertThat(attack.get()).as(name).isEqualTo(413));
        long before = used();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attackers = attacks.values().stream()
                    .map(attack -> threads.submit(() -> {
                        for (int i = 0; i < 10 || !over.get(); i++) {
                            // 503 when too many bodies are held at once
                            assertThat(attack.get()).isIn(413, 503);
                        }
                        return null;
                    }))
                    .toList();
            try {
                for (int i = 0; i < 50; i++) {
                    assertThat(door.get(LISHUI, "/Patient/other").statusCode()).isEqualTo(200);
                }
            } finally {
                over.set(true);
            }
            for (Future<?> attacker : attackers) {
                attacker.get();
            }
        }
        assertThat(used() - before).isLessThan(32L << 20);
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static byte[] gzip(byte[] bytes) throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            new ByteArrayInputStream(bytes).transferTo(out);
        }
        return zipped.toByteArray();
    }
}
