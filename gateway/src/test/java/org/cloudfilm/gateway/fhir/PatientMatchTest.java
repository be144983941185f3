package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.JINYUN;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import org.cloudfilm.storage.person.PersonReview;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.match.LinkRecords;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which patient is meant, and under which other numbers; of other hospitals' patients nothing is told. */
class PatientMatchTest {

    private static final String RESIDENT = "34052419800101001X";
    private static final String RESIDENT_SYSTEM = "urn:oid:2.16.156.10011.1.3";
    private static final String MRN = "urn:cloudfilm:hospital:lishui:patient";

    private static FhirDoor door;

    @BeforeAll
    static void open() {
        door = new FhirDoor();
        patient(LISHUI, "zhang", "L1", "张三", "1980-01-01", identifier(RESIDENT_SYSTEM, RESIDENT));
        patient(LISHUI, "zhang-again", "L2", "张三", "1980-01-01", "");
        patient(LISHUI, "zhang-son", "L3", "张三", "1980-01-02", "");
        patient(LISHUI, "wang", "L4", "王伟", "1975-03-04", "");
        patient(JINYUN, "zhang-there", "J1", "张三", "1980-01-01", identifier(RESIDENT_SYSTEM, RESIDENT));
        patient(JINYUN, "only-there", "J2", "欧阳娜", "2001-03-26", "");
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @Test
    void match_numberAgrees_isCertainAndFirst() {
        Bundle found = match(LISHUI, sought("张三", "1980-01-01").addIdentifier(resident()));

        BundleEntryComponent first = found.getEntryFirstRep();
        assertThat(first.getResource().getIdElement().getIdPart()).isEqualTo("zhang");
        assertThat(first.getSearch().getScore().doubleValue()).isEqualTo(1.0);
        assertThat(grade(first)).isEqualTo("certain");
        assertThat(found.getEntry()).extracting(PatientMatchTest::grade).containsExactly("certain", "probable", "possible");
        assertThat(found.getTotal()).isEqualTo(3);
    }

    @Test
    void match_numberOfSomebodyElse_isNotCertain() {
        Bundle found = match(LISHUI, sought("李四", "1999-09-09").addIdentifier(resident()));

        assertThat(found.getEntry()).hasSize(1);
        assertThat(grade(found.getEntryFirstRep())).isEqualTo("possible");
        assertThat(found.getEntryFirstRep().getSearch().getScore().doubleValue()).isLessThan(0.5);
    }

    @Test
    void match_slipOfThePenInTheDate_isPossible() {
        Bundle found = match(LISHUI, sought("王伟", "1975-04-03"));

        assertThat(found.getEntry()).extracting(entry -> entry.getResource().getIdElement().getIdPart()).containsExactly("wang");
        assertThat(grade(found.getEntryFirstRep())).isEqualTo("possible");
    }

    @Test
    void match_onlyCertain_onlySingle_count() {
        Patient sought = sought("张三", "1980-01-01");
        Parameters certain = new Parameters();
        certain.addParameter().setName("resource").setResource(sought);
        certain.addParameter("onlyCertainMatches", true);
        assertThat(ask(LISHUI, certain).getEntry()).isEmpty();

        Parameters single = new Parameters();
        single.addParameter().setName("resource").setResource(sought);
        single.addParameter("onlySingleMatch", true);
        assertThat(ask(LISHUI, single).getEntry()).as("several match").isEmpty();

        Parameters one = new Parameters();
        one.addParameter().setName("resource").setResource(sought);
        one.addParameter().setName("count").setValue(new IntegerType(1));
        assertThat(ask(LISHUI, one).getEntry()).hasSize(1);
    }

    @Test
    void match_otherHospitalsPatient_isNotHintedAt() {
        assertThat(match(LISHUI, sought("欧阳娜", "2001-03-26")).getEntry()).isEmpty();
        assertThat(match(JINYUN, sought("张三", "1980-01-01").addIdentifier(resident())).getEntry())
                .extracting(entry -> entry.getResource().getIdElement().getIdPart()).containsExactly("zhang-there");
        assertThat(match("reviewer.li", sought("张三", "1980-01-01")).getEntry()).isEmpty();
    }

    @Test
    void match_patientThemself_findsTheirOwnEverywhere_andNobodyElse() {
        String own = "patient." + RESIDENT;
        assertThat(match(own, sought("张三", "1980-01-01")).getEntry())
                .extracting(entry -> entry.getResource().getIdElement().getIdPart())
                .containsExactlyInAnyOrder("zhang", "zhang-there");
        assertThat(match(own, sought("王伟", "1975-03-04")).getEntry()).isEmpty();
    }

    @Test
    void match_bareResource_isTakenToo_nonsenseIsNot() {
        HttpResponse<String> bare = door.post(LISHUI, "/Patient/$match", "{'resourceType':'Patient','name':[{'text':'王伟'}]}");
        assertThat(bare.statusCode()).isEqualTo(200);
        assertThat(bare.body()).contains("Patient/wang");

        assertThat(door.post(LISHUI, "/Patient/$match", "{'resourceType':'Patient'}").statusCode()).isEqualTo(422);
        assertThat(door.post(LISHUI, "/Patient/$match", "{'resourceType':'Parameters'}").statusCode()).isEqualTo(400);
        assertThat(door.post(LISHUI, "/Patient/$match", "{'resourceType':'Device'}").statusCode()).isEqualTo(400);
        assertThat(door.post(LISHUI, "/Patient/$match", "[1]").statusCode()).isEqualTo(400);
        assertThat(door.get(LISHUI, "/Patient/$match").statusCode()).isEqualTo(405);
    }

    @Test
    void pix_numberOfTheState_givesTheHospitalsOwn_notTheOthers() {
        String source = "/Patient/$ihe-pix?sourceIdentifier=" + RESIDENT_SYSTEM + "%7C" + RESIDENT;
        HttpResponse<String> here = door.get(LISHUI, source + "&targetSystem=" + MRN);
        assertThat(here.statusCode()).isEqualTo(200);
        Parameters answer = FhirDoor.R4.newJsonParser().parseResource(Parameters.class, here.body());
        assertThat(((Identifier) answer.getParameter("targetIdentifier").getValue()).getValue()).isEqualTo("L1");
        assertThat(here.body()).contains("/Patient/zhang\"").doesNotContain("zhang-there", "J1");

        assertThat(door.get("patient." + RESIDENT, source).body()).contains("Patient/zhang\"", "Patient/zhang-there\"", "L1", "J1");
        assertThat(door.get(LISHUI, "/Patient/$ihe-pix?sourceIdentifier=" + MRN + "%7CJ1").statusCode()).isEqualTo(404);
        assertThat(door.get("reviewer.li", source).statusCode()).isEqualTo(404);
        assertThat(door.get(LISHUI, "/Patient/$ihe-pix?sourceIdentifier=x").statusCode()).isEqualTo(400);
        assertThat(door.get(LISHUI, "/Patient/$ihe-pix?sourceIdentifier=%7Cx").statusCode()).isEqualTo(400);
    }

    @Test
    void pix_posted_afterAReviewerMerged_namesBothNumbers() {
        PersonReview review = new PersonReview(door.dataSource(), entry -> {}, InstantSource.system());
        patient(LISHUI, "lin", "L10", "林小雨", "1990-05-06", "");
        patient(LISHUI, "lin-again", "L11", "林小雨", "1990-05-06", "");
        long pair = JdbcClient.create(door.dataSource())
                .sql("select max(id) from person_candidate").query(Long.class).single();
        String asked = """
                {'resourceType':'Parameters','parameter':[{'name':'sourceIdentifier','valueIdentifier':\
                {'system':'%s','value':'L10'}},{'name':'targetSystem','valueUri':'%s'}]}""".formatted(MRN, MRN);
        assertThat(door.post(LISHUI, "/Patient/$ihe-pix", asked).body()).doesNotContain("L11");

        review.merge(pair, "li", "the same");

        assertThat(door.post(LISHUI, "/Patient/$ihe-pix", asked).body()).contains("L10", "L11", "Patient/lin-again");
    }

    @Test
    void mergedRecordsOfOneHospital_linkToEachOther_untilUndone() {
        RecordStore store = door.bean(RecordStore.class);
        PersonReview review = new PersonReview(door.dataSource(), entry -> {}, InstantSource.system(),
                new LinkRecords(door.dataSource(), store)::align);
        patient(LISHUI, "mei", "L20", "韩雪梅", "1961-02-03", "");
        patient(LISHUI, "mei-again", "L21", "韩雪梅", "1961-02-03", "");
        patient(JINYUN, "mei-there", "J20", "韩雪梅", "1961-02-03", "");
        JdbcClient sql = JdbcClient.create(door.dataSource());
        for (int merges = 0; merges < 2; merges++) {
            sql.sql("select max(id) from person_candidate where state = 'open'")
                    .query((row, n) -> row.getLong(1))
                    .list()
                    .forEach(pair -> review.merge(pair, "li", "the same"));
        }

        assertThat(door.get(LISHUI, "/Patient/mei").body()).contains("\"seealso\"", "Patient/mei-again").doesNotContain("mei-there");
        assertThat(door.get(LISHUI, "/Patient/mei-again").body()).contains("{\"reference\":\"Patient/mei\"}");
        assertThat(door.get(JINYUN, "/Patient/mei-there").body()).doesNotContain("link", "Patient/mei\"");

        sql.sql("select id from person_merge where undone_at is null order by id desc").query(Long.class).list()
                .forEach(merge -> review.undo(merge, "li", "wrong"));

        assertThat(door.get(LISHUI, "/Patient/mei").body()).doesNotContain("link");
        assertThat(door.get(LISHUI, "/Patient/mei-again").body()).doesNotContain("link");
        assertThat(door.get(LISHUI, "/Patient/mei/_history").body()).contains("seealso");
    }

    @Test
    void metadata_namesBothOperations() {
        assertThat(door.get(null, "/metadata").body()).contains("Patient-match", "IHE.PIXm.pix");
    }

    private static Patient sought(String name, String birthDate) {
        Patient patient = new Patient();
        patient.addName().setText(name);
        patient.getBirthDateElement().setValueAsString(birthDate);
        return patient;
    }

    private static Identifier resident() {
        return new Identifier().setSystem(RESIDENT_SYSTEM).setValue(RESIDENT);
    }

    private static Bundle match(String token, Patient sought) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("resource").setResource(sought);
        return ask(token, parameters);
    }

    private static Bundle ask(String token, Parameters parameters) {
        return door.client(token).operation().onType(Patient.class).named("$match").withParameters(parameters)
                .returnResourceType(Bundle.class).execute();
    }

    private static String grade(BundleEntryComponent entry) {
        List<?> grades = entry.getSearch().getExtensionsByUrl("http://hl7.org/fhir/StructureDefinition/match-grade");
        assertThat(grades).hasSize(1);
        return entry.getSearch().getExtensionFirstRep().getValue().primitiveValue();
    }

    private static void patient(String token, String id, String number, String name, String birthDate, String more) {
        String hospital = token.substring(token.indexOf('.') + 1);
        HttpResponse<String> stored = door.put(token, "Patient/" + id, """
                {'resourceType':'Patient','id':'%s','identifier':[%s%s],'name':[{'text':'%s'}],'birthDate':'%s'}"""
                .formatted(id, identifier("urn:cloudfilm:hospital:" + hospital + ":patient", number),
                        more.isEmpty() ? "" : "," + more, name, birthDate));
        assertThat(stored.statusCode()).isEqualTo(201);
    }

    private static String identifier(String system, String value) {
        return "{'system':'%s','value':'%s'}".formatted(system, value);
    }
}
