package org.cloudfilm.gateway.hl7v2.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.Hl7Message;
import org.cloudfilm.gateway.hl7v2.UnusableMessageException;
import org.cloudfilm.storage.hospital.Hl7Senders;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hospital's messages come to as records. */
class MapMessageTest {

    private static final Hospital LISHUI = new Hospital(new HospitalId("lishui"), "丽水市中心医院", "Lishui", List.of(),
            List.of(), new Hl7Senders(List.of("LISHUI"), Optional.empty()));
    private static final String OWN = "urn:cloudfilm:hospital:lishui:";
    private static final String PID = "PID|1||4711^^^LISHUI^PI~34052419800101001x^^^^NI||张^三^^^^^L^I~ZHANG^SAN^^^^^L^A||"
            + "19800101|M|||解放路 1 号^^丽水^浙江^323000^CHN||13812345678^PRN^CP||||M\r";
    private static final String PV1 =
            "PV1|1|I|W3^12^1||||1001^李^医生||||||||||||V4711|||||||||||||||||||||||||20260105093000\r";

    private final MapMessage mapping = new MapMessage(ZoneId.of("Asia/Shanghai"));

    @Test
    void admission_patientAndVisitAreUpdated() {
        Bundle bundle = map("ADT^A01", "EVN|A01|20260105093000\r" + PID + PV1 + "DG1|1||J18.900^肺炎^ICD10\r");

        assertThat(requests(bundle)).containsExactly(
                "PUT Patient?identifier=urn%3Acloudfilm%3Ahospital%3Alishui%3Apatient%7C4711",
                "PUT Encounter?identifier=urn%3Acloudfilm%3Ahospital%3Alishui%3Avisit%7CV4711");
        Patient patient = only(bundle, Patient.class);
        assertThat(patient.getIdentifier().get(1).getSystem()).isEqualTo("urn:oid:2.16.156.10011.1.3");
        assertThat(patient.getIdentifier().get(1).getValue()).isEqualTo("34052419800101001X");
        assertThat(patient.getNameFirstRep().getText()).isEqualTo("张三");
        assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("张");
        assertThat(patient.getName().get(1).getText()).isEqualTo("SAN ZHANG");
        assertThat(patient.getBirthDateElement().getValueAsString()).isEqualTo("1980-01-01");
        assertThat(patient.getGender().toCode()).isEqualTo("male");
        assertThat(patient.getTelecomFirstRep().getValue()).isEqualTo("13812345678");
        Encounter visit = only(bundle, Encounter.class);
        assertThat(visit.getStatus().toCode()).isEqualTo("in-progress");
        assertThat(visit.getClass_().getCode()).isEqualTo("IMP");
        assertThat(visit.getSubject().getReference()).isEqualTo(bundle.getEntryFirstRep().getFullUrl());
        assertThat(visit.getPeriod().getStartElement().getValueAsString()).isEqualTo("2026-01-05T09:30:00.000+08:00");
        assertThat(visit.getParticipantFirstRep().getIndividual().getDisplay()).isEqualTo("李医生");
        assertThat(visit.getReasonCodeFirstRep().getCodingFirstRep().getCode()).isEqualTo("J18.900");
    }

    @ParameterizedTest
    @CsvSource({"A01, in-progress", "A04, in-progress", "A08, in-progress", "A03, finished", "A11, cancelled"})
    void visit_event_setsItsStatus(String event, String status) {
        assertThat(only(map("ADT^" + event, PID + PV1), Encounter.class).getStatus().toCode()).isEqualTo(status);
    }

    @Test
    void visit_updatedAfterDischarge_staysFinished() {
        Encounter visit = only(map("ADT^A08", PID + PV1.strip() + "|20260109\r"), Encounter.class);
        assertThat(visit.getStatus().toCode()).isEqualTo("finished");
        assertThat(visit.getPeriod().getEndElement().getValueAsString()).isEqualTo("2026-01-09");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A28", "A31"})
    void person_eventWithoutVisit_patientOnly(String event) {
        assertThat(requests(map("ADT^" + event, PID + PV1))).singleElement().asString().startsWith("PUT Patient?");
    }

    @Test
    void residentId_failsItsCheck_keptUnderAnotherName() {
        Patient patient = only(map("ADT^A28", "PID|1||4711^^^LISHUI~340524198001010011^^^^NI||张三\r"), Patient.class);
        assertThat(patient.getIdentifier().get(1).getSystem()).isEqualTo(OWN + "unchecked-resident-id");
    }

    @Test
    void residentId_inTheFieldForSocialSecurity_isFound() {
        String pid = "PID|1||4711||张三||19800101|1|||||||||||34052419800101001X\r";
        Patient patient = only(map("ADT^A28", pid), Patient.class);
        assertThat(patient.getIdentifier().get(1).getSystem()).isEqualTo("urn:oid:2.16.156.10011.1.3");
        assertThat(patient.getGender().toCode()).isEqualTo("male");
    }

    @Test
    void merge_oldNumberPointsToTheSurvivor() {
        Bundle bundle = map("ADT^A40", PID + "MRG|0815^^^LISHUI^PI\r");
        assertThat(requests(bundle)).hasSize(2).allMatch(request -> request.startsWith("PUT Patient?"));
        Patient surviving = (Patient) bundle.getEntry().get(0).getResource();
        Patient replaced = (Patient) bundle.getEntry().get(1).getResource();
        assertThat(surviving.getLinkFirstRep().getType().toCode()).isEqualTo("replaces");
        assertThat(replaced.getActive()).isFalse();
        assertThat(replaced.getIdentifier()).singleElement().matches(number -> number.getValue().equals("0815"));
        assertThat(replaced.getLinkFirstRep().getType().toCode()).isEqualTo("replaced-by");
        assertThat(replaced.getLinkFirstRep().getOther().getReference()).isEqualTo(bundle.getEntry().get(0).getFullUrl());
    }

    @Test
    void linkAndUnlink_twoPatients_seeEachOtherOrDoNot() {
        String two = PID + "PID|2||0815^^^LISHUI^PI||张^三\r";
        assertThat(patients(map("ADT^A24", two))).allMatch(one -> one.getLinkFirstRep().getType().toCode().equals("seealso"));
        assertThat(patients(map("ADT^A37", two))).allMatch(one -> !one.hasLink());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OMI^O23", "ORM^O01"})
    void order_withAccessionNumber_isFoundByIt(String type) {
        Bundle bundle = map(type, PID + PV1 + "ORC|NW|P100|||||^^^20260106100000^^S||20260105100000|||1001^李^医生\r"
                + "OBR|1|P100||CT-CHEST^胸部CT平扫^L||||||||||||||A200||||||CT\rNTE|1||咳嗽三周\r"
                + "ORC|CA|P101\rOBR|2|P101||MR-HEAD^头颅MR^L\rIPC|A201^LISHUI\r");
        assertThat(requests(bundle)).containsExactly(
                "POST Patient if none identifier=urn%3Acloudfilm%3Ahospital%3Alishui%3Apatient%7C4711",
                "POST Encounter if none identifier=urn%3Acloudfilm%3Ahospital%3Alishui%3Avisit%7CV4711",
                "PUT ServiceRequest?identifier=urn%3Acloudfilm%3Ahospital%3Alishui%3Aplacer-order%7CP100",
                "PUT ServiceRequest?identifier=urn%3Acloudfilm%3Ahospital%3Alishui%3Aplacer-order%7CP101");
        ServiceRequest order = all(bundle, ServiceRequest.class).get(0);
        assertThat(order.getStatus().toCode()).isEqualTo("active");
        assertThat(order.getPriority().toCode()).isEqualTo("stat");
        assertThat(order.getCode().getText()).isEqualTo("胸部CT平扫");
        assertThat(order.getIdentifier()).anyMatch(number ->
                number.getSystem().equals(OWN + "accession") && number.getValue().equals("A200"));
        assertThat(order.getEncounter().getReference()).isEqualTo(bundle.getEntry().get(1).getFullUrl());
        assertThat(order.getNoteFirstRep().getText()).isEqualTo("咳嗽三周");
        ServiceRequest cancelled = all(bundle, ServiceRequest.class).get(1);
        assertThat(cancelled.getStatus().toCode()).isEqualTo("revoked");
        assertThat(cancelled.getIdentifier()).anyMatch(number -> number.getValue().equals("A201"));
    }

    @Test
    void report_ofImaging_findingsConclusionAndDocument() {
        String pdf = Base64.getEncoder().encodeToString("%PDF-1.7 x".getBytes(StandardCharsets.UTF_8));
        Bundle bundle = map("ORU^R01", PID + PV1 + "ORC|RE|P100|F100\r"
                + "OBR|1|P100|F100|CT-CHEST^胸部CT平扫^L|||20260106101500|||||||||||A200||||20260106110000||CT|F|||||||2001&王&主任\r"
                + "OBX|1|TX|S^检查所见^L|1|两肺纹理清晰。||||||F\rOBX|2|TX|S^检查所见^L|1|未见实变。||||||F\r"
                + "OBX|3|FT|I^诊断意见^L|1|两肺未见异常\\.br\\随访||||||F\r"
                + "OBX|4|ED|PDF^报告^L|1|^AP^PDF^Base64^" + pdf + "||||||F\r");
        DiagnosticReport report = only(bundle, DiagnosticReport.class);
        assertThat(report.getStatus().toCode()).isEqualTo("final");
        assertThat(report.getConclusion()).isEqualTo("两肺未见异常\n随访");
        assertThat(report.getResultsInterpreterFirstRep().getDisplay()).isEqualTo("王主任");
        assertThat(report.getPresentedFormFirstRep().getContentType()).isEqualTo("application/pdf");
        assertThat(report.getPresentedFormFirstRep().getData()).asString().startsWith("%PDF");
        assertThat(report.getResult()).hasSize(2);
        assertThat(all(bundle, Observation.class).get(0).getValueStringType().getValue())
                .isEqualTo("两肺纹理清晰。\n未见实变。");
        String order = bundle.getEntry().stream()
                .filter(entry -> entry.getResource() instanceof ServiceRequest)
                .map(BundleEntryComponent::getFullUrl).findFirst().orElseThrow();
        assertThat(report.getBasedOnFirstRep().getReference()).isEqualTo(order);
    }

    @Test
    void report_ofTheLaboratory_valuesWithUnitsAndRanges() {
        Bundle bundle = map("ORU^R01", PID + "OBR|1||F200|BIO^生化^L|||202601061015|||||||||||||||||LAB|C\r"
                + "OBX|1|NM|2345-7^葡萄糖^LN||6.80|mmol/L^mmol/L^UCUM|3.9-6.1|H|||F\r"
                + "OBX|2|SN|CRP^C反应蛋白^L||<^0.5|mg/L|||||F\rOBX|3|NM|X^怪值^L||阴性||||||F\r"
                + "OBX|4|CE|ABO^血型^L||A^A型^L||||||F\rOBX|5|NM|2345-7^葡萄糖^LN||7.1|mmol/L||||F\r");
        List<Observation> results = all(bundle, Observation.class);
        Quantity glucose = results.get(0).getValueQuantity();
        assertThat(glucose.getValue()).hasToString("6.80");
        assertThat(glucose.getCode()).isEqualTo("mmol/L");
        assertThat(results.get(0).getReferenceRangeFirstRep().getText()).isEqualTo("3.9-6.1");
        assertThat(results.get(0).getInterpretationFirstRep().getCodingFirstRep().getCode()).isEqualTo("H");
        assertThat(results.get(0).getCode().getCodingFirstRep().getSystem()).isEqualTo("http://loinc.org");
        assertThat(results.get(1).getValueQuantity().getComparator().toCode()).isEqualTo("<");
        assertThat(results.get(2).getValueStringType().getValue()).isEqualTo("阴性");
        assertThat(results.get(3).getValueCodeableConcept().getText()).isEqualTo("A型");
        assertThat(results.get(4).getIdentifierFirstRep().getValue()).isEqualTo("F200/2345-7//2");
        assertThat(only(bundle, DiagnosticReport.class).getStatus().toCode()).isEqualTo("corrected");
        assertThat(only(bundle, DiagnosticReport.class).getBasedOnFirstRep().getIdentifier().getValue()).isEqualTo("F200");
    }

    @ParameterizedTest
    @CsvSource({".5, 0.5", "5., 5", "-.50, -0.50", "+7, 7"})
    void result_numberWhosePointComesFirstOrLast_isOne(String sent, String meant) {
        Bundle bundle = map("ORU^R01", PID + "OBR|1||F201|BIO^生化^L\rOBX|1|NM|X^值^L||" + sent + "|mmol/L|||||F\r");
        assertThat(only(bundle, Observation.class).getValueQuantity().getValue()).hasToString(meant);
    }

    @Test
    void document_withText_isReferredTo() {
        DocumentReference document = only(map("MDM^T02", PID + PV1 + "TXA|1|DS^出院小结^L|TX|20260109||202601091200|||1001^李^医生|||D900|||||AU\r"
                + "OBX|1|TX|^^||入院：咳嗽。\rOBX|2|TX|^^||出院：好转。\r"), DocumentReference.class);
        assertThat(document.getMasterIdentifier().getValue()).isEqualTo("D900");
        assertThat(document.getDocStatus().toCode()).isEqualTo("final");
        assertThat(document.getContentFirstRep().getAttachment().getData())
                .asString(StandardCharsets.UTF_8).isEqualTo("入院：咳嗽。\n出院：好转。");
    }

    @Test
    void appointment_isAPlannedVisit() {
        Encounter planned = only(map("SIU^S12", "SCH|P5|S5||||||||^|^^^20260110080000^20260110083000\r" + PID
                + "AIS|1||CT-CHEST^胸部CT平扫^L|20260110080000\r"), Encounter.class);
        assertThat(planned.getStatus().toCode()).isEqualTo("planned");
        assertThat(planned.getIdentifierFirstRep().getSystem()).isEqualTo(OWN + "appointment");
        assertThat(planned.getPeriod().getEndElement().getValueAsString()).isEqualTo("2026-01-10T08:30:00.000+08:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "ADT^A01; EVN|A01; PID: the segment is missing",
        "ADT^A01; PID|1||; PID-3: a patient identifier is needed",
        "ADT^A40; PID|1||4711; MRG: a merge needs PID and MRG",
        "ADT^A24; PID|1||4711; PID(2): two patients are needed",
        "ORM^O01; PID|1||4711; ORC: an order needs ORC or OBR",
        "ORM^O01; PID|1||4711!ORC|NW; ORC-2: an order number is needed",
        "ORU^R01; PID|1||4711; OBR: a report needs OBR",
        "ORU^R01; PID|1||4711!OBR|1|P|F!OBX|1|ED|X||^AP^PDF^Base64^%%; OBX-5: the embedded data is not in the encoding it names",
        "MDM^T02; PID|1||4711!TXA|1; TXA-12: a document number is needed",
        "SIU^S12; PID|1||4711!SCH|; SCH-2: an appointment number is needed",
        "ADT^A99; PID|1||4711; MSH-9: messages of this type or event are not taken",
        "XYZ^A01; PID|1||4711; MSH-9: messages of this type or event are not taken"
    })
    void message_lacksWhatItNeeds_saysWhere(String type, String segments, String reason) {
        assertThatThrownBy(() -> map(type, segments.replace('!', '\r')))
                .isInstanceOf(UnusableMessageException.class).hasMessage(reason);
    }

    private Bundle map(String type, String segments) {
        Bundle bundle = mapping.map(Hl7Message.parse(
                "MSH|^~\\&|HIS|LISHUI|CLOUDFILM|CLOUDFILM|20260105093000||" + type + "|1|P|2.5\r" + segments,
                StandardCharsets.UTF_8), LISHUI);
        FhirContext fhir = FhirContext.forR4Cached();
        String json = fhir.newJsonParser().encodeResourceToString(bundle);
        return fhir.newJsonParser().parseResource(Bundle.class, json);
    }

    private static List<String> requests(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(entry -> entry.getRequest().getMethod() == HTTPVerb.PUT
                        ? "PUT " + entry.getRequest().getUrl()
                        : "POST " + entry.getRequest().getUrl() + " if none " + entry.getRequest().getIfNoneExist())
                .toList();
    }

    private static <T extends Resource> List<T> all(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream().map(BundleEntryComponent::getResource).filter(type::isInstance).map(type::cast)
                .toList();
    }

    private static <T extends Resource> T only(Bundle bundle, Class<T> type) {
        assertThat(all(bundle, type)).hasSize(1);
        return all(bundle, type).getFirst();
    }

    private static List<Patient> patients(Bundle bundle) {
        return all(bundle, Patient.class);
    }
}
