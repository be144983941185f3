package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Lishui has registered 张三 twice and gives up the first number, under which he has consented, paid for one film and owes
 * for another. Nobody loses sight of anything. Each step stands on the one before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MergedPatientTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final String LISHUI = "hospital-lishui";
    private static final String WANG = "doctor-wang";
    private static final String ZHANG = "patient-zhang";
    private static final String OLD_PID = "PID|1||LS-OLD^^^LISHUI^PI||张^三||19800101|M";
    private static final String NEW_PID = "PID|1||LS-NEW^^^LISHUI^PI||张^三||19800101|M";

    @TempDir
    static Path directory;

    private static Neighbours story;
    private static RunningCloudfilm cloudfilm;
    private static String consent;
    private static String receipt;

    @BeforeAll
    static void start() throws Exception {
        int simulators = RunningCloudfilm.freePort();
        cloudfilm = RunningCloudfilm.start(directory, Map.of(
                "CLOUDFILM_FILMS_QUIET", "1s", "CLOUDFILM_SIMULATORS_PORT", Integer.toString(simulators)));
        story = new Neighbours(new OneProcess(cloudfilm, simulators));
    }

    @AfterAll
    static void stop() throws Exception {
        story.close();
        assertThat(cloudfilm.log()).doesNotContain(" ERROR ").doesNotContain("\tat ").doesNotContain("张三");
    }

    @Test
    @Order(1)
    void underTheFirstNumber_consentedAndPaid_andOneFilmIsDue() throws Exception {
        story.writes(LISHUI, patient("ls-old", "LS-OLD", """
                ,{"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}"""));
        story.writes(LISHUI, patient("ls-new", "LS-NEW", ""));
        story.writes(LISHUI, """
                {"resourceType":"Encounter","id":"ls-visit","status":"in-progress",
                 "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "subject":{"reference":"Patient/ls-old"},"period":{"start":"%sT08:05:00+08:00"}}""".formatted(TODAY));
        consent = story.asks(ZHANG, "POST", "/api/consents", "{\"hospital\":\"lishui\",\"days\":30,\"sensitive\":[]}")
                .is(201).at("/consent").asString();

        performed("ls-order-1", "A-1", 81);
        story.await(() -> states().equals(List.of("due")));
        receipt = settled();
        performed("ls-order-2", "A-2", 82);
        story.await(() -> states().equals(List.of("paid", "due")));

        assertThat(story.finds(ZHANG, "Consent?patient=Patient/ls-old")).hasSize(1);
        assertThat(story.finds(ZHANG, "ChargeItem?patient=Patient/ls-old")).hasSize(2);
        assertThat(story.finds(ZHANG, "Invoice?patient=Patient/ls-old")).hasSize(1);
        assertThat(charges().at("/visit/patient/id").asString()).isEqualTo("ls-old");
    }

    @Test
    @Order(2)
    void numberGivenUp_theSecondHasTheConsentAndTheBills_forThePatient() throws Exception {
        story.speaksHl7("LISHUI", "ADT^A40", "EVN|A40!" + NEW_PID + "!MRG|LS-OLD^^^LISHUI^PI");

        assertThat(story.finds(ZHANG, "Patient?_sort=_id")).extracting(one -> one.at("/id").asString())
                .containsExactly("ls-new", "ls-old");
        assertThat(story.finds(ZHANG, "Consent?patient=Patient/ls-new")).singleElement()
                .satisfies(one -> assertThat(one.at("/performer/0/reference").asString()).isEqualTo("Patient/ls-new"));
        assertThat(story.finds(ZHANG, "ChargeItem?patient=Patient/ls-new")).hasSize(2);
        assertThat(story.finds(ZHANG, "Invoice?patient=Patient/ls-new")).hasSize(1);
        assertThat(story.finds(ZHANG, "Invoice?patient.identifier=LS-NEW")).hasSize(1);
        List<String> everything = story.finds(ZHANG, "Patient/ls-new/$everything?_count=100").stream()
                .map(one -> one.at("/resourceType").asString())
                .toList();
        assertThat(everything).contains("Encounter", "ServiceRequest", "ImagingStudy", "Consent", "ChargeItem", "Invoice");
        assertThat(story.finds(ZHANG, "Patient/ls-old/$everything")).extracting(one -> one.at("/link/0/type").asString())
                .as("nothing but itself, which says by whom it was replaced").containsExactly("replaced-by");

        JsonNode consents = story.asks(ZHANG, "GET", "/api/consents", null).is(200);
        assertThat(consents.get(0).at("/id").asString()).isEqualTo(consent);
        assertThat(consents.get(0).at("/state").asString()).isEqualTo("active");
        assertThat(story.asks(ZHANG, "GET", "/api/bills", null).is(200).toString()).contains(receipt);
        assertThat(story.asks(ZHANG, "GET", "/api/receipts/" + receipt, null).is(200).at("/lines").size()).isEqualTo(1);
    }

    @Test
    @Order(3)
    void numberGivenUp_theDoctorGoesOn_andTheFilmThatWasDueIsSettled() throws Exception {
        for (String number : List.of("LS-OLD", "LS-NEW")) {
            assertThat(story.asks(WANG, "GET", "/api/doctor/patients?number=" + number, null).is(200).size())
                    .as(number).isEqualTo(1);
        }
        assertThat(story.asks(WANG, "GET", "/api/doctor/patients/ls-new", null).is(200).at("/patient/visit/id").asString())
                .isEqualTo("ls-visit");
        JsonNode timeline = story.asks(WANG, "GET", "/api/doctor/patients/ls-new/timeline", null).is(200);
        assertThat(timeline.at("/exams").size()).isEqualTo(2);
        assertThat(timeline.at("/orders").size()).isEqualTo(2);
        assertThat(charges().at("/visit/patient/id").asString()).isEqualTo("ls-new");
        assertThat(states()).containsExactly("paid", "due");

        String second = settled();

        assertThat(story.asks(ZHANG, "GET", "/api/bills", null).is(200).toString()).contains(receipt, second);
        assertThat(story.finds(ZHANG, "Invoice?patient=Patient/ls-new")).hasSize(2);
        assertThat(story.finds(ZHANG, "ChargeItem?patient=Patient/ls-new"))
                .extracting(one -> one.at("/status").asString()).containsOnly("billed");
    }

    @Test
    @Order(4)
    void consentAfterwards_namesTheNumberThatStands_andTheEarlierOneEnds() throws Exception {
        story.asks(ZHANG, "DELETE", "/api/consents/" + consent, null).is(204);
        story.asks(ZHANG, "POST", "/api/consents", "{\"hospital\":\"lishui\",\"days\":7,\"sensitive\":[]}").is(201);

        assertThat(story.finds(ZHANG, "Consent?patient=Patient/ls-new&_sort=_lastUpdated"))
                .extracting(one -> one.at("/status").asString()).containsExactly("inactive", "active");
        assertThat(story.finds(ZHANG, "Consent")).hasSize(2);
    }

    @Test
    @Order(5)
    void filmUnderTheFirstNumber_isTheSecondsMeanwhile() throws Exception {
        story.storescu("LISHUI", new Slices(83, 2, 32).madeIn("lishui", TODAY, "LS-OLD", "胸部CT平扫", "CHEST").write(directory));
        story.storescu("LISHUI", new Slices(84, 2, 32).madeIn("lishui", TODAY, "LS-NEW", "胸部CT平扫", "CHEST").write(directory));

        assertThat(story.finds(ZHANG, "ImagingStudy?patient=Patient/ls-new")).hasSize(4);
    }

    @Test
    @Order(6)
    void twoAfterAll_whatIsOfTheFirstGoesBackWheneverItCame() throws Exception {
        story.speaksHl7("LISHUI", "ADT^A37", "EVN|A37!" + OLD_PID + "!" + NEW_PID.replace("PID|1", "PID|2"));

        assertThat(story.finds(ZHANG, "Patient")).extracting(one -> one.at("/id").asString()).containsExactly("ls-old");
        assertThat(story.finds(ZHANG, "Consent?patient=Patient/ls-old&_sort=_lastUpdated"))
                .as("given by the one behind the resident ID, under whichever number")
                .extracting(one -> one.at("/status").asString()).containsExactlyInAnyOrder("inactive", "active");
        assertThat(story.asks(ZHANG, "GET", "/api/receipts/" + receipt, null).is(200).at("/lines").size()).isEqualTo(1);
        assertThat(story.finds(ZHANG, "Invoice?patient=Patient/ls-old")).as("of the visit").hasSize(2);
        assertThat(story.finds(ZHANG, "ChargeItem?patient=Patient/ls-old")).hasSize(2);
        assertThat(story.finds(ZHANG, "ImagingStudy?patient=Patient/ls-old")).as("by the films' number").hasSize(3);
        for (String type : List.of("Consent", "Invoice", "ChargeItem")) {
            assertThat(story.finds(LISHUI, type + "?patient=Patient/ls-new")).as(type).isEmpty();
        }
        assertThat(story.finds(LISHUI, "ImagingStudy?patient=Patient/ls-new")).hasSize(1);
    }

    private static void performed(String order, String accession, int study) throws Exception {
        story.writes(LISHUI, """
                {"resourceType":"ServiceRequest","id":"%1$s","status":"active","intent":"order",
                 "identifier":[{"system":"urn:cloudfilm:hospital:lishui:accession","value":"%2$s"}],
                 "code":{"coding":[{"system":"urn:cloudfilm:exam-item","code":"CT-CHEST"}],"text":"胸部CT平扫"},
                 "subject":{"reference":"Patient/ls-old"},"encounter":{"reference":"Encounter/ls-visit"}}
                """.formatted(order, accession));
        Slices film = new Slices(study, 2, 32).madeIn("lishui", TODAY, "LS-OLD", "胸部CT平扫", "CHEST").under(accession);
        story.storescu("LISHUI", film.write(directory));
    }

    /** What is due on the visit; returns the receipt. */
    private static String settled() throws Exception {
        String key = UUID.randomUUID().toString();
        String settlement = story.asks(WANG, "POST", "/api/visits/ls-visit/settlement", "{}", "Idempotency-Key", key)
                .is(200).at("/id").asString();
        story.await(() -> settlement(settlement).at("/state").asString().equals("awaiting-payment"));
        story.pays(settlement(settlement).at("/pay/qr").asString());
        story.await(() -> settlement(settlement).at("/state").asString().equals("paid"));
        return settlement(settlement).at("/receipt").asString();
    }

    private static JsonNode settlement(String id) throws Exception {
        return story.asks(WANG, "GET", "/api/settlements/" + id, null).is(200);
    }

    private static JsonNode charges() throws Exception {
        return story.asks(WANG, "GET", "/api/visits/ls-visit/charges", null).is(200);
    }

    private static List<String> states() throws Exception {
        List<String> states = new ArrayList<>();
        charges().at("/charges").forEach(charge -> states.add(charge.at("/state").asString()));
        return states;
    }

    private static String patient(String id, String number, String furtherIdentifier) {
        return """
                {"resourceType":"Patient","id":"%s","name":[{"text":"张三"}],"gender":"male","birthDate":"1980-01-01",
                 "identifier":[{"system":"urn:cloudfilm:hospital:lishui:patient","value":"%s"}%s]}
                """.formatted(id, number, furtherIdentifier);
    }
}
