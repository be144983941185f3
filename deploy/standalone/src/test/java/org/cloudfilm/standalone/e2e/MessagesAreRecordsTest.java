package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hospital speaks HL7 v2; its records are there for whoever asks by FHIR. The tests tell one story in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MessagesAreRecordsTest {

    private static final String SYSTEM = "urn:cloudfilm:hospital:lishui:";
    private static final String PID = "PID|1||LS-4711^^^LISHUI^PI||欧阳^三||19800101|M|||解放路1号^^丽水||13800000000^PRN^CP";
    private static final String PV1 = "!PV1|1|I|W3^12^1||||1001^李^医生||||||||||||V4711|||||||||||||||||||||||||20260105093000";
    private static final String PDF = Base64.getEncoder().encodeToString("%PDF-1.7 a report".getBytes());

    @TempDir
    static Path directory;

    static RunningCloudfilm cloudfilm;
    static HospitalSystem his;

    /** Type and segments of all that happens to one patient up to the report. */
    private static final Map<String, String> VISIT = new LinkedHashMap<>();

    static {
        VISIT.put("ADT^A28", PID);
        VISIT.put("ADT^A31", PID);
        VISIT.put("SIU^S12", "SCH|AP1|AF1||||||||^|^^^20260105090000^20260105091500|||||||||||||||P4711!" + PID
                + "!AIS|1||CT-CHEST^胸部CT平扫^L|20260105090000");
        VISIT.put("ADT^A04", "EVN|A04|20260105093000!" + PID + PV1.replace("|1|I|", "|1|O|"));
        VISIT.put("ADT^A01", "EVN|A01|20260105093000!" + PID + PV1);
        VISIT.put("ORM^O01", PID + PV1 + "!ORC|NW|P4711!OBR|1|P4711||CT-CHEST^胸部CT平扫^L||||||||||||||A4711||||||CT");
        VISIT.put("OMI^O23", PID + PV1 + "!ORC|NW|P4711|F4711!TQ1|1||||||20260105100000||R"
                + "!OBR|1|P4711|F4711|CT-CHEST^胸部CT平扫^L!IPC|A4711|RP1|1.2.3.4711");
        VISIT.put("ORU^R01", PID + PV1 + "!ORC|RE|P4711|F4711!OBR|1|P4711|F4711|CT-CHEST^胸部CT平扫^L|||20260105101500"
                + "|||||||||||A4711||||20260105110000||CT|F!OBX|1|TX|S^检查所见^L||两肺纹理清晰||||||F"
                + "!OBX|2|TX|I^诊断意见^L||未见异常||||||F!OBX|3|ED|PDF^报告^L||^AP^PDF^Base64^" + PDF + "||||||F");
        VISIT.put("MDM^T02", PID + PV1 + "!TXA|1|DS^出院小结^L|TX|20260109||202601091200|||1001^李^医生|||D4711|||||AU"
                + "!OBX|1|TX|^^||好转出院");
        VISIT.put("ADT^A03", "EVN|A03|20260109100000!" + PID + PV1);
        VISIT.put("ADT^A08", PID + PV1);
    }

    @BeforeAll
    static void start() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
        his = new HospitalSystem(cloudfilm.hl7Port(), "LISHUI");
    }

    @AfterAll
    static void stop() throws Exception {
        his.close();
        cloudfilm.close();
        assertThat(cloudfilm.log()).doesNotContain(" ERROR ").doesNotContain("Exception").doesNotContain("欧阳");
    }

    private static JsonNode search(String actor, String query) throws Exception {
        HttpResponse<byte[]> found = cloudfilm.get(actor, "/fhir/" + query, "application/fhir+json");
        assertThat(found.statusCode()).as(query).isEqualTo(200);
        return JsonMapper.shared().readTree(found.body());
    }

    private static String by(String type, String kind, String value) {
        return type + "?identifier=" + URLEncoder.encode(SYSTEM + kind + "|" + value, StandardCharsets.UTF_8);
    }

    private static JsonNode only(String query) throws Exception {
        JsonNode bundle = search("hospital-lishui", query);
        assertThat(bundle.at("/entry").size()).as(query).isEqualTo(1);
        return bundle.at("/entry/0/resource");
    }

    private static void accepted(String type, String segments) throws Exception {
        assertThat(his.send(type, segments)).as(type).contains("MSA|AA|");
    }

    @Test
    @Order(1)
    void visit_fromAppointmentToDischarge_isThere() throws Exception {
        for (Map.Entry<String, String> message : VISIT.entrySet()) {
            accepted(message.getKey(), message.getValue());
        }
        JsonNode patient = only(by("Patient", "patient", "LS-4711"));
        String subject = "Patient/" + patient.at("/id").asString();
        assertThat(patient.at("/name/0/text").asString()).isEqualTo("欧阳三");
        assertThat(only(by("Encounter", "appointment", "AF1")).at("/status").asString()).isEqualTo("planned");
        JsonNode visit = only(by("Encounter", "visit", "V4711"));
        assertThat(visit.at("/status").asString()).as("A08 after A03").isEqualTo("finished");
        assertThat(visit.at("/class/code").asString()).isEqualTo("IMP");
        JsonNode order = only(by("ServiceRequest", "accession", "A4711"));
        assertThat(order).isEqualTo(only(by("ServiceRequest", "placer-order", "P4711")));
        assertThat(order).isEqualTo(only(by("ServiceRequest", "filler-order", "F4711")));
        assertThat(order.at("/subject/reference").asString()).isEqualTo(subject);
        JsonNode report = only("DiagnosticReport?based-on=ServiceRequest/" + order.at("/id").asString());
        assertThat(report.at("/conclusion").asString()).isEqualTo("未见异常");
        assertThat(report.at("/presentedForm/0/data").asString()).isEqualTo(PDF);
        assertThat(report.at("/encounter/reference").asString()).isEqualTo("Encounter/" + visit.at("/id").asString());
        assertThat(search("hospital-lishui", "Observation?patient=" + subject).at("/entry").size()).isEqualTo(2);
        assertThat(only(by("DocumentReference", "document", "D4711")).at("/docStatus").asString()).isEqualTo("final");
        assertThat(search("doctor-wang", "DiagnosticReport?patient=" + subject).at("/entry").size()).isEqualTo(1);
        assertThat(search("hospital-jinyun", "DiagnosticReport?patient=" + subject).at("/entry").size())
                .as("another hospital").isZero();
    }

    @Test
    @Order(2)
    void sameAgain_byMessageAndByFhir_changesAndDoublesNothing() throws Exception {
        String before = versions();
        for (String type : new String[] {"ORM^O01", "ORU^R01", "MDM^T02", "SIU^S12", "ADT^A08"}) {
            accepted(type, VISIT.get(type));
        }
        assertThat(his.sendAs("LISHUI1", "ADT^A28", PID)).as("the very same message").contains("MSA|AA|LISHUI1");
        String order = by("ServiceRequest", "placer-order", "P4711");
        String visit = by("Encounter", "visit", "V4711");
        for (String query : new String[] {order, visit, by("Patient", "patient", "LS-4711")}) {
            JsonNode known = only(query);
            HttpResponse<String> updated = cloudfilm.sendFhir("hospital-lishui", "PUT", "/fhir/" + query, known.toString());
            assertThat(updated.statusCode()).isEqualTo(200);
            only(query);
        }
        assertThat(versions()).isEqualTo(before);
    }

    private static String versions() throws Exception {
        StringBuilder versions = new StringBuilder();
        for (String type : new String[] {"Patient", "Encounter", "ServiceRequest", "DiagnosticReport", "Observation",
            "DocumentReference"}) {
            search("hospital-lishui", type + "?_sort=_id").at("/entry").forEach(entry -> versions
                    .append(entry.at("/resource/id").asString()).append(entry.at("/resource/meta/versionId").asString()));
        }
        return versions.toString();
    }

    @Test
    @Order(3)
    void merge_survivorHasAll_unlinkGivesBack() throws Exception {
        String other = PID.replace("LS-4711", "LS-0815").replace("19800101", "19800111");
        accepted("ADT^A04", other + PV1.replace("V4711", "V0815"));
        accepted("ADT^A11", other + PV1.replace("V4711", "V0815"));
        assertThat(only(by("Encounter", "visit", "V0815")).at("/status").asString()).isEqualTo("cancelled");
        String survivor = "Patient/" + only(by("Patient", "patient", "LS-0815")).at("/id").asString();

        accepted("ADT^A40", other + "!MRG|LS-4711^^^LISHUI^PI");
        JsonNode replaced = only(by("Patient", "patient", "LS-4711"));
        assertThat(replaced.at("/active").asBoolean()).isFalse();
        assertThat(replaced.at("/birthDate").asString()).isEqualTo("1980-01-01");
        assertThat(replaced.at("/link/0/other/reference").asString()).isEqualTo(survivor);
        assertThat(search("hospital-lishui", "Encounter?patient=" + survivor).at("/entry").size()).isEqualTo(3);
        assertThat(search("hospital-lishui", "DiagnosticReport?patient=" + survivor).at("/entry").size()).isEqualTo(1);
        assertThat(search("hospital-lishui", "ServiceRequest?patient=" + survivor).at("/entry").size()).isEqualTo(1);

        accepted("ADT^A37", PID + "!" + other);
        assertThat(only(by("Patient", "patient", "LS-4711")).at("/active").asBoolean()).isTrue();
        assertThat(search("hospital-lishui", "Encounter?patient=" + survivor).at("/entry").size()).isEqualTo(1);
        accepted("ADT^A24", PID + "!" + other);
        assertThat(only(by("Patient", "patient", "LS-4711")).at("/link/0/type").asString()).isEqualTo("seealso");
    }

    @Test
    @Order(4)
    void merge_ofANumberWithFilms_takesFilmsAlong_andWhoWasConsentedToStillSeesThem() throws Exception {
        String old = "PID|1||LS-OLD^^^LISHUI^PI~34052419800101001X^^^^NI||张^三||19800101|M";
        String kept = "PID|1||LS-NEW^^^LISHUI^PI||张^三||19800101|M";
        accepted("ADT^A28", old);
        accepted("ADT^A28", kept);
        String before = "Patient/" + only(by("Patient", "patient", "LS-OLD")).at("/id").asString();
        String survivor = "Patient/" + only(by("Patient", "patient", "LS-NEW")).at("/id").asString();
        Slices film = film(51, "LS-OLD");
        treatedInJinyun();
        String[] jinyun = {"doctor-chen", "ImagingStudy?_id="};
        assertThat(search(jinyun[0], jinyun[1] + film.study()).at("/entry").size()).as("no consent").isZero();
        assertThat(cloudfilm.sendJson("patient-zhang", "POST", "/api/consents",
                "{\"hospital\":\"jinyun\",\"days\":30,\"sensitive\":[]}").statusCode()).isEqualTo(201);
        assertThat(search(jinyun[0], jinyun[1] + film.study()).at("/entry").size()).isEqualTo(1);

        accepted("ADT^A40", kept + "!MRG|LS-OLD^^^LISHUI^PI");
        Slices later = film(52, "LS-OLD");
        Slices under = film(53, "LS-NEW");
        accepted("ORU^R01", old + "!OBR|1||F-OLD|CT^CT^L|||20260105101500||||||||||||||||||20260105110000||CT|F"
                + "!OBX|1|TX|I^诊断意见^L||未见异常||||||F");

        assertThat(search("hospital-lishui", "ImagingStudy?patient=" + before).at("/entry").size()).isZero();
        assertThat(search("hospital-lishui", "ImagingStudy?patient=" + survivor).at("/entry").size()).isEqualTo(3);
        assertThat(only("DiagnosticReport?patient=" + survivor).at("/conclusion").asString()).isEqualTo("未见异常");
        for (Slices one : new Slices[] {film, later, under}) {
            assertThat(search(jinyun[0], jinyun[1] + one.study()).at("/entry").size()).isEqualTo(1);
            assertThat(search("patient-zhang", jinyun[1] + one.study()).at("/entry").size()).isEqualTo(1);
            assertThat(cloudfilm.json("doctor-chen", "/dicom-web/studies?StudyInstanceUID=" + one.study()))
                    .contains(one.study());
        }
    }

    private static Slices film(int number, String patient) throws Exception {
        Slices film = new Slices(number, 1, 32)
                .madeIn("lishui", LocalDate.of(2026, 11, 1), patient, "胸部CT平扫", "CHEST");
        cloudfilm.storescu("LISHUI", film.write(directory)).succeeded();
        return film;
    }

    private static void treatedInJinyun() throws Exception {
        assertThat(cloudfilm.sendFhir("hospital-jinyun", "PUT", "/fhir/Patient/j-zhang", """
                {"resourceType":"Patient","id":"j-zhang","name":[{"text":"张三"}],"birthDate":"1980-01-01","gender":"male",
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}]}""").statusCode())
                .isEqualTo(201);
        assertThat(cloudfilm.sendFhir("hospital-jinyun", "PUT", "/fhir/Encounter/j-visit", """
                {"resourceType":"Encounter","id":"j-visit","status":"in-progress","class":{"code":"AMB"},
                 "subject":{"reference":"Patient/j-zhang"}}""").statusCode())
                .isEqualTo(201);
    }

    @Test
    @Order(5)
    void trainingAndUnusable_keptOutAndShown() throws Exception {
        assertThat(his.send("ADT^A01", "EVN|A01")).contains("MSA|AE|").contains("PID");
        JsonNode letters = JsonMapper.shared()
                .readTree(cloudfilm.get("admin", "/api/admin/dead-letters", "application/json").body());
        assertThat(letters.at("/open").asInt()).isEqualTo(1);
        assertThat(cloudfilm.get("hospital-lishui", "/api/admin/dead-letters", "application/json").statusCode())
                .isEqualTo(403);
    }
}
