package org.cloudfilm.gateway.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** What messages do to the records, over the real store. Each test has patients of its own. */
class StoreRecordsTest {

    private static final String REPORT = "!OBR|1|P%1$s|F%1$s|CT^胸部CT平扫^L|||20260106101500|||||||||||A%1$s||||||CT|F"
            + "!OBX|1|TX|S^检查所见^L||两肺纹理清晰||||||F!OBX|2|TX|I^诊断意见^L||未见异常||||||F";

    private static RecordsDoor cloudfilm;

    @BeforeAll
    static void open() {
        cloudfilm = new RecordsDoor();
    }

    @AfterAll
    static void close() {
        cloudfilm.close();
    }

    private static String pid(String number, String name) {
        return "PID|1||" + number + "^^^LISHUI^PI||" + name + "||19800101|M|||解放路1号^^丽水||13800000000^PRN^CP";
    }

    private static String pv1(String visit) {
        return "!PV1|1|I|W3^12^1||||||||||||||||" + visit + "|||||||||||||||||||||||||20260105093000";
    }

    private static Patient patient(String number) {
        return cloudfilm.only("Patient?identifier=#patient|" + number);
    }

    private static Encounter visit(String number) {
        return cloudfilm.only("Encounter?identifier=#visit|" + number);
    }

    private static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    private static String version(Resource resource) {
        return resource.getMeta().getVersionId();
    }

    @Test
    void sentAgain_underAnotherControlId_nothingIsNew() {
        String segments = pid("R1", "赵^六") + pv1("VR1");
        cloudfilm.send("ADT^A01", segments);
        cloudfilm.send("ORU^R01", segments + REPORT.formatted("R1"));
        int before = cloudfilm.count("record_version") + cloudfilm.count("record");
        cloudfilm.send("ADT^A01", segments);
        cloudfilm.send("ORU^R01", segments + REPORT.formatted("R1"));
        assertThat(cloudfilm.count("record_version") + cloudfilm.count("record")).isEqualTo(before);
        assertThat(version(patient("R1"))).isEqualTo("1");
    }

    @Test
    void report_withoutAddress_wipesNothingThatAdmissionSaid() {
        cloudfilm.send("ADT^A28", pid("M1", "钱^七"));
        cloudfilm.send("ORU^R01", "PID|1||M1^^^LISHUI^PI||钱^七" + REPORT.formatted("M1"));
        cloudfilm.send("ADT^A08", "PID|1||M1^^^LISHUI^PI~34052419800101001X^^^^NI||钱^七||19800101|M");
        Patient patient = patient("M1");
        assertThat(patient.getAddressFirstRep().getCity()).isEqualTo("丽水");
        assertThat(patient.getTelecomFirstRep().getValue()).isEqualTo("13800000000");
        assertThat(patient.getIdentifier()).hasSize(2);
        cloudfilm.send("ADT^A08", "PID|1||M1^^^LISHUI^PI||钱^七||19800101|M|||\"\"");
        assertThat(patient("M1").hasAddress()).as("taken away by \"\"").isFalse();
        assertThat(patient("M1").getIdentifier()).as("of another system").hasSize(2);
    }

    @Test
    void report_firstOfAll_admissionFillsInLater() {
        cloudfilm.send("ORU^R01", "PID|1||M2^^^LISHUI^PI||孙^八" + pv1("VM2") + REPORT.formatted("M2"));
        assertThat(visit("VM2").getStatus().toCode()).isEqualTo("unknown");
        cloudfilm.send("ORM^O01", "PID|1||M2^^^LISHUI^PI||孙^八!ORC|NW|PM2!OBR|1|PM2||CT^胸部CT平扫^L");
        cloudfilm.send("ADT^A01", pid("M2", "孙^八") + pv1("VM2"));
        assertThat(patient("M2").getAddressFirstRep().getCity()).isEqualTo("丽水");
        assertThat(visit("VM2").getStatus().toCode()).isEqualTo("in-progress");
        ServiceRequest order = cloudfilm.only("ServiceRequest?identifier=#placer-order|PM2");
        assertThat(order.getStatus().toCode()).isEqualTo("active");
        assertThat(order.getIdentifier()).as("the accession number came with the report").hasSize(3);
        DiagnosticReport report = cloudfilm.only("DiagnosticReport?based-on=" + reference(order));
        assertThat(report.getConclusion()).isEqualTo("未见异常");
    }

    @Test
    void correctedReport_withoutItsConclusion_hasNone() {
        String head = "PID|1||M3^^^LISHUI^PI||周^九";
        cloudfilm.send("ORU^R01", head + REPORT.formatted("M3"));
        DiagnosticReport report = cloudfilm.only("DiagnosticReport?identifier=#report|FM3");
        String filmed = "{\"resourceType\":\"DiagnosticReport\",\"id\":\"" + report.getIdElement().getIdPart()
                + "\",\"identifier\":[{\"system\":\"" + RecordsDoor.NUMBER + "report\",\"value\":\"FM3\"}],"
                + "\"status\":\"final\",\"code\":{\"text\":\"CT\"},\"conclusion\":\"x\",\"imagingStudy\":[{\"display\":\"films\"}]}";
        cloudfilm.records.write(new RecordWriter(new HospitalId("lishui"), "ris"), new RecordChange.UpdateWhere(
                ResourceType.DIAGNOSTIC_REPORT, "identifier=" + RecordsDoor.NUMBER + "report|FM3",
                RecordChange.Content.of(filmed.getBytes(StandardCharsets.UTF_8))));
        cloudfilm.send("ORU^R01", head + REPORT.formatted("M3").replaceAll("!OBX\\|2.*", "").replace("|CT|F!", "|CT|C!"));
        DiagnosticReport corrected = cloudfilm.only("DiagnosticReport?identifier=#report|FM3");
        assertThat(corrected.getStatus().toCode()).isEqualTo("corrected");
        assertThat(corrected.hasConclusion()).isFalse();
        assertThat(corrected.getImagingStudyFirstRep().getDisplay()).isEqualTo("films");
    }

    @Test
    void correctedReport_withoutAResult_withdrawsThatResult() {
        String head = "PID|1||M4^^^LISHUI^PI||周^四";
        cloudfilm.send("ORU^R01", head + REPORT.formatted("M4"));
        cloudfilm.send("ORU^R01", head + REPORT.formatted("M4").replaceAll("!OBX\\|1.*清晰[^!]*", "").replace("|CT|F!", "|CT|C!"));
        assertThat(result("FM4/S/").getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
        assertThat(result("FM4/S/").getValueStringType().getValue()).as("what was withdrawn").isEqualTo("两肺纹理清晰");
        assertThat(result("FM4/I/").getStatus()).isEqualTo(ObservationStatus.FINAL);
        DiagnosticReport report = cloudfilm.only("DiagnosticReport?identifier=#report|FM4");
        assertThat(report.getResult()).singleElement()
                .matches(result -> result.getReference().equals(reference(result("FM4/I/"))));

        cloudfilm.send("ORU^R01", head + REPORT.formatted("M4"));
        assertThat(result("FM4/S/").getStatus()).as("reported after all").isEqualTo(ObservationStatus.FINAL);
    }

    @Test
    void correctedReport_thatDeletesAResult_hasItNoMore() {
        String head = "PID|1||M7^^^LISHUI^PI||周^七";
        cloudfilm.send("ORU^R01", head + REPORT.formatted("M7"));
        cloudfilm.send("ORU^R01", head + REPORT.formatted("M7").replace("|CT|F!", "|CT|C!").replace("未见异常||||||F", "未见异常||||||D"));
        assertThat(result("FM7/I/").getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
        DiagnosticReport report = cloudfilm.only("DiagnosticReport?identifier=#report|FM7");
        assertThat(report.hasConclusion()).isFalse();
        assertThat(report.getResult()).singleElement()
                .matches(result -> result.getReference().equals(reference(result("FM7/S/"))));

        cloudfilm.send("ORU^R01", head + REPORT.formatted("M7").replace("|CT|F!", "|CT|C!").replace("未见异常||||||F", "未见异常||||||D")
                + "!OBX|3|TX|I^诊断意见^L||右肺结节||||||C!OBX|4|ED|R^报告^L||^AP^PDF^Base64^JVBERi0xLjQK||||||D");
        report = cloudfilm.only("DiagnosticReport?identifier=#report|FM7");
        assertThat(report.getConclusion()).as("what takes its place").isEqualTo("右肺结节");
        assertThat(report.getResult()).hasSize(2);
        assertThat(report.hasPresentedForm()).isFalse();
    }

    @Test
    void finalReport_withoutAPreliminaryResult_cancelsIt() {
        String head = "PID|1||M5^^^LISHUI^PI||周^五";
        String preliminary = REPORT.formatted("M5").replace("||F!", "||P!").replace("|CT|F!", "|CT|P!");
        cloudfilm.send("ORU^R01", head + preliminary);
        cloudfilm.send("ORU^R01", head + preliminary.replaceAll("!OBX\\|1.*清晰[^!]*", ""));
        assertThat(result("FM5/S/").getStatus()).as("others may follow").isEqualTo(ObservationStatus.PRELIMINARY);
        cloudfilm.send("ORU^R01", head + REPORT.formatted("M5"));
        assertThat(result("FM5/S/").getStatus()).isEqualTo(ObservationStatus.FINAL);
        cloudfilm.send("ORU^R01", head + preliminary.replace("|CT|P!", "|CT|A!"));
        cloudfilm.send("ORU^R01", head + REPORT.formatted("M5").replaceAll("!OBX\\|1.*清晰[^!]*", ""));
        assertThat(result("FM5/S/").getStatus()).isEqualTo(ObservationStatus.CANCELLED);
    }

    @Test
    void report_withoutAnyResult_saysNothingOfThem_unlessItIsCancelled() {
        String head = "PID|1||M6^^^LISHUI^PI||周^六";
        cloudfilm.send("ORU^R01", head + REPORT.formatted("M6"));
        String bare = head + REPORT.formatted("M6").replaceAll("!OBX.*", "");
        cloudfilm.send("ORU^R01", bare);
        DiagnosticReport report = cloudfilm.only("DiagnosticReport?identifier=#report|FM6");
        assertThat(report.getResult()).hasSize(2);
        assertThat(report.getConclusion()).isEqualTo("未见异常");
        assertThat(result("FM6/S/").getStatus()).isEqualTo(ObservationStatus.FINAL);

        cloudfilm.send("ORU^R01", bare.replace("|CT|F", "|CT|X"));
        report = cloudfilm.only("DiagnosticReport?identifier=#report|FM6");
        assertThat(report.getStatus().toCode()).isEqualTo("cancelled");
        assertThat(report.hasResult()).isFalse();
        assertThat(report.hasConclusion()).isFalse();
        assertThat(result("FM6/S/").getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
        assertThat(result("FM6/I/").getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
    }

    private static Observation result(String number) {
        return cloudfilm.only("Observation?identifier=#result|" + number);
    }

    @Test
    void nulCharacters_withWhichSomeSendersPad_areNoText() {
        try (MllpPeer peer = cloudfilm.peer()) {
            String answer = peer.ask(RecordsDoor.message(
                    "C-nul\0", "LISHUI", "ADT^A28", "PID|1||NUL1^^^LISHUI^PI||吴\0^一\0||19800101\0|M"));
            assertThat(answer).contains("MSA|AA|C-nul|");
        }
        assertThat(patient("NUL1").getNameFirstRep().getText()).isEqualTo("吴一");
        assertThat(patient("NUL1").getBirthDateElement().getValueAsString()).isEqualTo("1980-01-01");
    }

    @Test
    void visit_updatedLateAfterDischarge_staysOver() {
        cloudfilm.send("ADT^A01", pid("E1", "吴^十") + pv1("VE1"));
        cloudfilm.send("ADT^A03", "EVN|A03|20260109100000!" + pid("E1", "吴^十") + pv1("VE1"));
        cloudfilm.send("ADT^A08", pid("E1", "吴^十") + pv1("VE1").replace("W3^12^1", "W4^1^1"));
        assertThat(visit("VE1").getStatus().toCode()).isEqualTo("finished");
        assertThat(visit("VE1").getPeriod().getEndElement().getValueAsString()).startsWith("2026-01-09");
        assertThat(visit("VE1").getLocationFirstRep().getLocation().getDisplay()).isEqualTo("W4 1 1");
        cloudfilm.send("ADT^A11", pid("E1", "吴^十") + pv1("VE1"));
        cloudfilm.send("ADT^A08", pid("E1", "吴^十") + pv1("VE1"));
        assertThat(visit("VE1").getStatus().toCode()).isEqualTo("cancelled");
        cloudfilm.send("ADT^A01", pid("E1", "吴^十") + pv1("VE1"));
        assertThat(visit("VE1").getStatus().toCode()).as("admitted after all").isEqualTo("in-progress");
    }

    @Test
    void merge_recordsAndPersonFollowTheSurvivor_unlinkTakesItBack() {
        cloudfilm.send("ADT^A01", pid("A1", "郑^一") + pv1("VA1"));
        cloudfilm.send("ORU^R01", pid("A1", "郑^一") + pv1("VA1") + REPORT.formatted("A1"));
        cloudfilm.send("ADT^A01", pid("A2", "郑^依").replace("19800101", "19800102") + pv1("VA2"));
        Patient old = patient("A1");
        assertThat(cloudfilm.personOf(old)).isNotEqualTo(cloudfilm.personOf(patient("A2")));
        int narrowed = cloudfilm.accessGeneration();

        cloudfilm.send("ADT^A40", "EVN|A40!PID|1||A2^^^LISHUI^PI||郑^依!MRG|A1^^^LISHUI^PI");
        Patient survivor = patient("A2");
        Patient replaced = patient("A1");
        assertThat(replaced.getActive()).isFalse();
        assertThat(replaced.getNameFirstRep().getText()).as("its own").isEqualTo("郑一");
        assertThat(replaced.getLinkFirstRep().getType().toCode()).isEqualTo("replaced-by");
        assertThat(replaced.getLinkFirstRep().getOther().getReference()).isEqualTo(reference(survivor));
        assertThat(survivor.getLinkFirstRep().getType().toCode()).isEqualTo("replaces");
        assertThat(survivor.getAddressFirstRep().getCity()).isEqualTo("丽水");
        assertThat(cloudfilm.find("Encounter?patient=" + reference(survivor))).hasSize(2);
        assertThat(cloudfilm.find("Observation?patient=" + reference(survivor))).hasSize(2);
        assertThat(cloudfilm.find("DiagnosticReport?patient.identifier=#patient|A2")).hasSize(1);
        assertThat(cloudfilm.find("ServiceRequest?patient=" + reference(replaced))).isEmpty();
        assertThat(cloudfilm.personOf(replaced)).isEqualTo(cloudfilm.personOf(survivor));
        assertThat(cloudfilm.accessGeneration()).isGreaterThan(narrowed);

        cloudfilm.send("ORU^R01", pid("A1", "郑^一") + REPORT.formatted("A1b"));
        cloudfilm.send("ADT^A08", pid("A1", "郑^一"));
        assertThat(cloudfilm.find("DiagnosticReport?patient=" + reference(survivor))).as("under the old number").hasSize(2);
        assertThat(patient("A1").getActive()).isFalse();
        assertThat(patient("A2").getNameFirstRep().getText()).isEqualTo("郑依");

        cloudfilm.send("ADT^A37", "EVN|A37!PID|1||A1^^^LISHUI^PI||郑^一!PID|2||A2^^^LISHUI^PI||郑^依");
        assertThat(patient("A1").getActive()).isTrue();
        assertThat(patient("A1").hasLink()).isFalse();
        assertThat(patient("A2").hasLink()).isFalse();
        Encounter back = cloudfilm.only("Encounter?patient=" + reference(old));
        assertThat(version(back)).as("every version is kept").isEqualTo("3");
        assertThat(cloudfilm.find("DiagnosticReport?patient=" + reference(old))).as("and what came under it").hasSize(2);
        assertThat(cloudfilm.personOf(old)).isNotEqualTo(cloudfilm.personOf(survivor));
    }

    @Test
    void deathInError_isCorrected() {
        String pid = "PID|1||D1^^^LISHUI^PI||孙^一||19800101|M||||||||||||||||%s|||||%s";
        cloudfilm.send("ADT^A08", pid.formatted("Y", "20260101120000|Y"));
        assertThat(patient("D1").getDeceasedDateTimeType().getValueAsString()).startsWith("2026-01-01");
        assertThat(patient("D1").getMultipleBirthBooleanType().booleanValue()).isTrue();

        cloudfilm.send("ADT^A08", pid.formatted("N", "|N"));
        assertThat(patient("D1").getDeceasedBooleanType().booleanValue()).isFalse();
        assertThat(patient("D1").getMultipleBirthBooleanType().booleanValue()).isFalse();

        cloudfilm.send("ADT^A08", pid.formatted("", "20260101120000|Y"));
        cloudfilm.send("ADT^A08", pid.formatted("", "\"\"|"));
        assertThat(patient("D1").hasDeceased()).isFalse();
    }

    @Test
    void mergeTakenBack_whatCameMeanwhileStaysUnlessItNamesTheOtherOrItsVisit() {
        cloudfilm.send("ADT^A01", pid("U1", "钱^一") + pv1("VU1"));
        cloudfilm.send("ADT^A01", pid("U2", "钱^依") + pv1("VU2"));
        cloudfilm.send("ADT^A40", pid("U2", "钱^依") + "!MRG|U1^^^LISHUI^PI");

        cloudfilm.send("ORU^R01", pid("U2", "钱^依") + pv1("VU1") + REPORT.formatted("U-visit"));
        cloudfilm.send("ORU^R01", pid("U1", "钱^一") + REPORT.formatted("U-number"));
        cloudfilm.send("ORU^R01", pid("U2", "钱^依") + REPORT.formatted("U-own"));
        cloudfilm.send("ORU^R01", pid("U2", "钱^依") + pv1("VU2") + REPORT.formatted("U-own-visit"));
        String one = reference(patient("U1"));
        String two = reference(patient("U2"));
        assertThat(cloudfilm.find("DiagnosticReport?patient=" + two)).hasSize(4);
        assertThat(cloudfilm.find("DiagnosticReport?patient:identifier=#patient|U1")).as("by which it came").hasSize(1);

        cloudfilm.send("ADT^A37", pid("U1", "钱^一") + "!" + pid("U2", "钱^依").replace("PID|1", "PID|2"));
        assertThat(reports(one)).containsExactlyInAnyOrder("FU-visit", "FU-number");
        assertThat(reports(two)).containsExactlyInAnyOrder("FU-own", "FU-own-visit");
        for (String type : List.of("Observation", "ServiceRequest")) {
            assertThat(cloudfilm.find(type + "?patient=" + one)).as(type)
                    .hasSameSizeAs(cloudfilm.find(type + "?patient=" + two)).isNotEmpty();
        }
    }

    private static List<String> reports(String patient) {
        return cloudfilm.<DiagnosticReport>find("DiagnosticReport?patient=" + patient).stream()
                .map(report -> report.getIdentifierFirstRep().getValue())
                .toList();
    }

    /** C1 into C2 into C3, each with a visit; what came under C1 meanwhile has no visit. */
    private static void chain(String prefix) {
        for (int i = 1; i <= 3; i++) {
            cloudfilm.send("ADT^A01", pid(prefix + i, "孙^" + i).replace("19800101", "1980010" + i) + pv1("V" + prefix + i));
        }
        cloudfilm.send("ADT^A40", pid(prefix + 2, "孙^2") + "!MRG|" + prefix + "1^^^LISHUI^PI");
        cloudfilm.send("ADT^A40", pid(prefix + 3, "孙^3") + "!MRG|" + prefix + "2^^^LISHUI^PI");
        cloudfilm.send("ORU^R01", pid(prefix + 1, "孙^1") + REPORT.formatted(prefix));
        assertThat(visits(prefix + 3)).hasSize(3);
        assertThat(reports(reference(patient(prefix + 3)))).hasSize(1);
    }

    private static void apart(String one, String other) {
        cloudfilm.send("ADT^A37", "PID|1||" + one + "^^^LISHUI^PI!PID|2||" + other + "^^^LISHUI^PI");
    }

    private static List<String> visits(String patient) {
        return cloudfilm.<Encounter>find("Encounter?patient=" + reference(patient(patient))).stream()
                .map(visit -> visit.getIdentifierFirstRep().getValue())
                .toList();
    }

    @Test
    void chain_itsLastMergeTakenBack_whatTheMiddleHadTakenOverGoesWithIt() {
        chain("CA");
        apart("CA2", "CA3");
        assertThat(visits("CA1")).isEmpty();
        assertThat(visits("CA2")).containsExactlyInAnyOrder("VCA1", "VCA2");
        assertThat(visits("CA3")).containsExactly("VCA3");
        assertThat(reports(reference(patient("CA2")))).as("came under CA1, which is CA2 still").containsExactly("FCA");
        assertThat(cloudfilm.personOf(patient("CA1"))).isEqualTo(cloudfilm.personOf(patient("CA2")));
        assertThat(cloudfilm.personOf(patient("CA2"))).isNotEqualTo(cloudfilm.personOf(patient("CA3")));

        apart("CA1", "CA2");
        assertThat(visits("CA1")).containsExactly("VCA1");
        assertThat(visits("CA2")).containsExactly("VCA2");
        assertThat(reports(reference(patient("CA1")))).containsExactly("FCA");
        assertThat(cloudfilm.personOf(patient("CA1"))).isNotEqualTo(cloudfilm.personOf(patient("CA2")));
    }

    @Test
    void chain_itsFirstMergeTakenBack_comesOutOfTheLastSurvivor() {
        chain("CB");
        apart("CB1", "CB2");
        assertThat(patient("CB1").getActive()).isTrue();
        assertThat(visits("CB1")).containsExactly("VCB1");
        assertThat(visits("CB3")).containsExactlyInAnyOrder("VCB2", "VCB3");
        assertThat(reports(reference(patient("CB1")))).containsExactly("FCB");
        assertThat(cloudfilm.personOf(patient("CB2"))).isEqualTo(cloudfilm.personOf(patient("CB3")));
        assertThat(cloudfilm.personOf(patient("CB1"))).isNotEqualTo(cloudfilm.personOf(patient("CB3")));
    }

    @Test
    void chain_itsEndsAreTwo_theFirstStandsAloneAndTheRestStaysOne() {
        chain("CC");
        apart("CC1", "CC3");
        assertThat(patient("CC1").getActive()).isTrue();
        assertThat(patient("CC1").hasLink()).isFalse();
        assertThat(patient("CC2").getLink()).singleElement().matches(link -> link.getType().toCode().equals("replaced-by"));
        assertThat(visits("CC1")).containsExactly("VCC1");
        assertThat(visits("CC3")).containsExactlyInAnyOrder("VCC2", "VCC3");
        assertThat(reports(reference(patient("CC1")))).containsExactly("FCC");
        assertThat(cloudfilm.personOf(patient("CC2"))).isEqualTo(cloudfilm.personOf(patient("CC3")));
        assertThat(cloudfilm.personOf(patient("CC1"))).isNotEqualTo(cloudfilm.personOf(patient("CC3")));
    }

    @Test
    void chain_itsFirstTakesOverItsLast_goesTheOtherWayRound() {
        chain("CD");
        cloudfilm.send("ADT^A40", pid("CD1", "孙^1") + "!MRG|CD3^^^LISHUI^PI");
        assertThat(patient("CD1").getActive()).isTrue();
        assertThat(visits("CD1")).hasSize(3);
        cloudfilm.send("ORU^R01", pid("CD2", "孙^2") + REPORT.formatted("CD2"));
        assertThat(reports(reference(patient("CD1")))).hasSize(2);
    }

    @Test
    void merge_intoANumberThatWasGivenUp_movesToWhoeverHasItNow() {
        cloudfilm.send("ADT^A01", pid("CE1", "李^一") + pv1("VCE1"));
        cloudfilm.send("ADT^A01", pid("CE2", "李^二") + pv1("VCE2"));
        cloudfilm.send("ADT^A01", pid("CE3", "李^三") + pv1("VCE3"));
        cloudfilm.send("ADT^A40", pid("CE2", "李^二") + "!MRG|CE1^^^LISHUI^PI");
        cloudfilm.send("ADT^A40", pid("CE1", "李^一") + "!MRG|CE3^^^LISHUI^PI");
        assertThat(visits("CE2")).hasSize(3);
        assertThat(patient("CE1").getActive()).isFalse();

        apart("CE1", "CE2");
        assertThat(visits("CE1")).as("with what was given up for it").containsExactlyInAnyOrder("VCE1", "VCE3");
        assertThat(visits("CE2")).containsExactly("VCE2");
        assertThat(cloudfilm.personOf(patient("CE1"))).isEqualTo(cloudfilm.personOf(patient("CE3")));
    }

    @Test
    void twoGivenUpForAThird_saidToBeTwo_forAHuman() {
        cloudfilm.send("ADT^A01", pid("CF1", "周^一") + pv1("VCF1"));
        cloudfilm.send("ADT^A01", pid("CF2", "周^二") + pv1("VCF2"));
        cloudfilm.send("ADT^A01", pid("CF3", "周^三") + pv1("VCF3"));
        cloudfilm.send("ADT^A40", pid("CF3", "周^三") + "!MRG|CF1^^^LISHUI^PI");
        cloudfilm.send("ADT^A40", pid("CF3", "周^三") + "!MRG|CF2^^^LISHUI^PI");
        assertThat(cloudfilm.ask("ADT^A37", "PID|1||CF1^^^LISHUI^PI!PID|2||CF2^^^LISHUI^PI"))
                .contains("MSA|AE|").contains("PID^2");
        assertThat(visits("CF3")).hasSize(3);
        assertThat(cloudfilm.personOf(patient("CF1"))).isEqualTo(cloudfilm.personOf(patient("CF2")));
    }

    @Test
    void merge_theOtherWayRound_theFirstOneIsBack() {
        cloudfilm.send("ADT^A01", pid("B1", "王^一") + pv1("VB1"));
        cloudfilm.send("ADT^A28", pid("B2", "王^一"));
        cloudfilm.send("ADT^A40", pid("B2", "王^一") + "!MRG|B1^^^LISHUI^PI");
        cloudfilm.send("ADT^A40", pid("B1", "王^一") + "!MRG|B2^^^LISHUI^PI");
        assertThat(patient("B1").getActive()).isTrue();
        assertThat(patient("B1").getLink()).singleElement().matches(link -> link.getType().toCode().equals("replaces"));
        assertThat(patient("B2").getLink()).singleElement().matches(link -> link.getType().toCode().equals("replaced-by"));
        assertThat(cloudfilm.find("Encounter?patient=" + reference(patient("B1")))).hasSize(1);
    }

    @Test
    void link_bothStay_onePersonUntilUnlinked() {
        String two = "PID|1||L1^^^LISHUI^PI||冯^二||19900101!PID|2||L2^^^LISHUI^PI||馮^貳||19900202";
        cloudfilm.send("ADT^A28", "PID|1||L1^^^LISHUI^PI||冯^二||19900101");
        cloudfilm.send("ADT^A28", "PID|1||L2^^^LISHUI^PI||馮^貳||19900202");
        UUID second = cloudfilm.personOf(patient("L2"));
        cloudfilm.send("ADT^A24", two);
        cloudfilm.send("ADT^A08", "PID|1||L1^^^LISHUI^PI||冯^二||19900101");
        assertThat(patient("L1").getLinkFirstRep().getType().toCode()).isEqualTo("seealso");
        assertThat(cloudfilm.personOf(patient("L1"))).isEqualTo(cloudfilm.personOf(patient("L2")));
        cloudfilm.send("ADT^A37", two);
        assertThat(patient("L1").hasLink()).isFalse();
        assertThat(patient("L2").hasLink()).isFalse();
        assertThat(cloudfilm.personOf(patient("L2"))).isEqualTo(second);
        assertThat(cloudfilm.personOf(patient("L1"))).isNotEqualTo(second);
    }

    @Test
    void merge_ofTwoResidentIds_isForAReviewer() {
        cloudfilm.send("ADT^A28", "PID|1||S1^^^LISHUI^PI~11010519491231002X^^^^NI||陈^三||19491231");
        cloudfilm.send("ADT^A28", "PID|1||S2^^^LISHUI^PI~440524188001010014^^^^NI||陈^叁||18800101");
        int pairs = cloudfilm.count("person_candidate");
        cloudfilm.send("ADT^A40", "PID|1||S1^^^LISHUI^PI||陈^三!MRG|S2^^^LISHUI^PI");
        assertThat(patient("S2").getActive()).isFalse();
        assertThat(cloudfilm.personOf(patient("S1"))).isNotEqualTo(cloudfilm.personOf(patient("S2")));
        assertThat(cloudfilm.count("person_candidate")).isEqualTo(pairs + 1);
    }

    @Test
    void appointment_thenVisit_areOneEncounterWithItsOrder() {
        String sch = "SCH|P5|SP5||||||||^|^^^20260110080000^20260110083000|||||||||||||||PO5!";
        cloudfilm.send("SIU^S12", sch + pid("T1", "韩^四") + "!AIS|1||CT^胸部CT平扫^L|20260110080000");
        Encounter planned = cloudfilm.only("Encounter?identifier=#appointment|SP5");
        assertThat(planned.getStatus().toCode()).isEqualTo("planned");
        ServiceRequest order = cloudfilm.only("ServiceRequest?identifier=#placer-order|PO5");
        assertThat(planned.getBasedOnFirstRep().getReference()).isEqualTo(reference(order));
        assertThat(cloudfilm.<Encounter>only("Encounter?based-on=" + reference(order)).getId()).isEqualTo(planned.getId());
        cloudfilm.send("ADT^A04", pid("T1", "韩^四") + pv1("VT1"));
        cloudfilm.send("SIU^S12", sch.replace("SP5", "SP6") + pid("T1", "韩^四") + pv1("VT1"));
        assertThat(visit("VT1").getStatus().toCode()).as("an appointment for what goes on").isEqualTo("in-progress");
        cloudfilm.send("ADT^A08", pid("T1", "韩^四") + pv1("VT1"));
        assertThat(visit("VT1").getIdentifier()).hasSize(2);
    }

    @Test
    void refusedByTheRecords_deadLetterSaysThePath_andNothingIsKept() {
        int records = cloudfilm.count("record");
        String answer = cloudfilm.ask("MDM^T02", pid("X1", "杨^五") + "!TXA|1|DS^出院小结^L|TX|||||||||DX1!OBX|1|ED|||^AP^PDF^Base64^%%");
        assertThat(answer).contains("MSA|AE|").contains("ERR|");
        assertThat(cloudfilm.count("record")).isEqualTo(records);
        assertThat(cloudfilm.sql.sql("select reason from hl7_dead_letter order by id desc limit 1").query(String.class).single())
                .contains("OBX-5");
        cloudfilm.listener.set(changes -> {
            throw RecordRefusal.of(
                    RecordRefusal.Kind.INVALID, "Bundle.entry[0].resource.birthDate", "no date");
        });
        try {
            assertThat(cloudfilm.ask("ADT^A28", pid("X2", "杨^六")))
                    .contains("MSA|AE|").contains("refused by the records: Bundle.entry[0].resource.birthDate no date");
        } finally {
            cloudfilm.listener.set(changes -> {});
        }
        assertThat(cloudfilm.count("record")).isEqualTo(records);
        assertThat(cloudfilm.find("Patient?identifier=#patient|X2")).isEmpty();
    }

    @Test
    void storeAway_notTaken_andTakenWhenSentAgain() {
        String message = RecordsDoor.message("AWAY-1", "LISHUI", "ADT^A28", pid("W1", "朱^六"));
        cloudfilm.listener.set(changes -> {
            throw new DataAccessResourceFailureException("gone");
        });
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.ask(message)).contains("MSA|AE|AWAY-1").contains("send it again");
            assertThat(cloudfilm.sql.sql("select count(*) from hl7_message where control_id = 'AWAY-1'")
                    .query(Integer.class).single()).isZero();
            assertThat(cloudfilm.find("Patient?identifier=#patient|W1")).isEmpty();
            cloudfilm.listener.set(changes -> {});
            assertThat(his.ask(message)).contains("MSA|AA|AWAY-1");
        } finally {
            cloudfilm.listener.set(changes -> {});
        }
        assertThat(patient("W1").getNameFirstRep().getText()).isEqualTo("朱六");
    }

    @Test
    void trainingMessage_rejectedAndNotKept() {
        String message = RecordsDoor.message("TRAIN-1", "LISHUI", "ADT^A28", pid("D1", "秦^七")).replace("|P|2.5", "|T|2.5");
        try (MllpPeer his = cloudfilm.peer()) {
            assertThat(his.ask(message)).contains("MSA|AR|TRAIN-1").contains("MSH^1^11").contains("202");
            assertThat(his.ask(message.replace("|T|2.5", "||2.5").replace("TRAIN-1", "TRAIN-2")))
                    .as("production unless it says otherwise").contains("MSA|AA|");
        }
    }

    @Test
    void numberGivenToSomebodyElse_isADeadLetter_untilSomebodySaysWhoItIs() {
        cloudfilm.send("ADT^A01", "PID|1||G1^^^LISHUI^PI||吴^九||19800101|M" + pv1("VG1"));
        UUID wu = cloudfilm.personOf(patient("G1"));
        String zheng = "PID|1||G1^^^LISHUI^PI||郑^十||20110709|M" + pv1("VG2");

        assertThat(cloudfilm.ask("ADT^A01", zheng)).contains("MSA|AE|").contains("neither name nor birth date");

        assertThat(cloudfilm.personOf(patient("G1"))).isEqualTo(wu);
        assertThat(patient("G1").getNameFirstRep().getText()).contains("吴");
        assertThat(cloudfilm.find("Encounter?patient=" + reference(patient("G1")))).hasSize(1);
        assertThat(cloudfilm.sql.sql("select count(*) from identity where value = 'G1'").query(Integer.class).single()).isEqualTo(1);
        cloudfilm.send("ADT^A08", "PID|1||G1^^^LISHUI^PI||郑^十||19800101|M");
        cloudfilm.send("ADT^A01", zheng);
        assertThat(cloudfilm.personOf(patient("G1"))).as("a correction, said in two steps").isEqualTo(wu);
        assertThat(patient("G1").getBirthDateElement().getValueAsString()).isEqualTo("2011-07-09");
    }

    @Test
    void twoHundredFirstMessages_ofTwoHospitalsAboutOnePerson_makeOnePerson() throws Exception {
        ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        List<Thread> senders = IntStream.range(0, 40).mapToObj(sender -> Thread.ofVirtual().start(() -> {
            String facility = sender % 2 == 0 ? "LISHUI" : "JINYUN";
            try (MllpPeer his = cloudfilm.peer()) {
                for (int i = 0; i < 5; i++) {
                    answers.add(his.ask(RecordsDoor.message("N" + next.incrementAndGet(), facility, "ADT^A04",
                            "PID|1||N1^^^" + facility + "^PI~330101199003071234^^^^NI||许^八||19900307|F" + pv1("VN" + i))));
                }
            }
        })).toList();
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(answers).hasSize(200).allMatch(answer -> answer.contains("MSA|AA|"));
        assertThat(cloudfilm.sql.sql("select count(distinct person_id) from identity where value = 'N1'")
                .query(Integer.class).single()).isEqualTo(1);
        assertThat(cloudfilm.sql.sql("select count(*) from identity where value = 'N1'").query(Integer.class).single())
                .isEqualTo(2);
        assertThat(cloudfilm.find("Encounter?patient=" + reference(patient("N1")))).hasSize(5);
        assertThat(version(patient("N1"))).isEqualTo("1");
    }
}
