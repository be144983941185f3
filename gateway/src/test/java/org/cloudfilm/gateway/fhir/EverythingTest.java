package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.JINYUN;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code $everything} of a patient with two visits, two years apart. */
class EverythingTest {

    private static FhirDoor door;

    @BeforeAll
    static void open() {
        door = new FhirDoor();
        put("Organization", "o", "'name':'O'");
        put("Practitioner", "dr", "'active':true");
        put("Patient", "p", "'birthDate':'1950-01-01','managingOrganization':{'reference':'Organization/o'}");
        visit("v1", "2020-03-01", "2020-03-08");
        visit("v2", "2022-05-01", "2022-05-02");
        String of = "'status':'final','code':{'text':'x'},'subject':{'reference':'Patient/p'},'encounter':{'reference':'Encounter/%s'}";
        put("Observation", "o1", of.formatted("v1") + ",'effectiveDateTime':'2020-03-02','performer':[{'reference':'Practitioner/dr'}]");
        put("Observation", "o2", of.formatted("v2") + ",'effectiveDateTime':'2022-05-01'");
        put("Condition", "c", "'subject':{'reference':'Patient/p'},'encounter':{'reference':'Encounter/v1'}");
        put("ImagingStudy", "i", "'status':'available','started':'2022-05-01T10:00:00+08:00',"
                + "'subject':{'reference':'Patient/p'},'encounter':{'reference':'Encounter/v2'}");
        put("Patient", "other", "'active':true");
        put("Observation", "x", "'status':'final','code':{'text':'x'},'subject':{'reference':'Patient/other'}");
    }

    private static void visit(String id, String from, String to) {
        put("Encounter", id, "'status':'finished','class':{'code':'AMB'},'subject':{'reference':'Patient/p'},"
                + "'period':{'start':'%s','end':'%s'}".formatted(from, to));
    }

    private static void put(String type, String id, String rest) {
        assertThat(door.put(LISHUI, type + "/" + id, "{'resourceType':'%s','id':'%s',%s}".formatted(type, id, rest))
                .statusCode()).isEqualTo(201);
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    private static List<String> found(Bundle bundle) {
        return bundle.getEntry().stream().map(entry -> entry.getResource().getIdElement().getIdPart()).sorted().toList();
    }

    private static Bundle bundle(String path) {
        return FhirDoor.R4.newJsonParser().parseResource(Bundle.class, door.get(LISHUI, path).body());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Patient/p/$everything => c dr i o o1 o2 p v1 v2
            Patient/p/$everything?start=2022 => c i o o2 p v2
            Patient/p/$everything?start=2022-05-02 => c o p v2
            Patient/p/$everything?end=2020-03-01 => c o p v1
            Patient/p/$everything?start=2020-03-08&end=2022-04 => c o p v1
            Patient/p/$everything?start=2023 => c o p
            Patient/p/$everything?_type=Observation => o1 o2
            Patient/p/$everything?_type=Observation,Practitioner => dr o1 o2
            Patient/p/$everything?_type=Observation&_type=Condition&end=2021 => c o1
            Patient/p/$everything?_since=2100-01-01T00:00:00Z => nothing
            Encounter/v1/$everything => c dr o o1 p v1
            Encounter/v2/$everything => i o o2 p v2
            Encounter/v2/$everything?_type=ImagingStudy,Encounter => i v2
            Encounter/v2/$everything?_since=2100-01-01T00:00:00Z => nothing
            """)
    void parameters_narrowIt(String path, String expected) {
        assertThat(found(bundle("/" + path))).containsExactlyElementsOf(
                expected == null ? List.of() : List.of(expected.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "Patient/p/$everything?start=2022&end=2021, end",
        "Patient/p/$everything?start=soon, start",
        "Patient/p/$everything?_type=Spaceship, _type",
        "Patient/p/$everything?_count=0, _count",
        "Patient/p/$everything?_page=elsewhere, _page",
        "Encounter/v1/$everything?start=2022, start"
    })
    void parametersThatSayNothing_areRefusedByName(String path, String parameter) {
        var refused = door.get(LISHUI, "/" + path);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"expression\":[\"" + parameter + "\"]");
    }

    @ParameterizedTest
    @CsvSource({"Patient/p/$everything?start=2020, 7", "Encounter/v1/$everything, 4"})
    void pages_holdEachRecordOnce(String path, int records) {
        List<String> matches = new ArrayList<>();
        Bundle page = bundle("/" + path + (path.contains("?") ? "&" : "?") + "_count=2");
        while (true) {
            page.getEntry().stream()
                    .filter(entry -> entry.getSearch().getMode() == Bundle.SearchEntryMode.MATCH)
                    .forEach(entry -> matches.add(entry.getFullUrl()));
            assertThat(matches.size()).isLessThanOrEqualTo(records);
            if (page.getLink("next") == null) {
                break;
            }
            page = FhirDoor.R4.newJsonParser().parseResource(
                    Bundle.class, door.get(LISHUI, page.getLink("next").getUrl()).body());
        }
        assertThat(matches).hasSize(records).doesNotHaveDuplicates();
    }

    @Test
    void posted_withParameters_isTheSame() {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("start").setValue(new DateType("2022"));
        parameters.addParameter().setName("_type").setValue(new CodeType("Observation"));
        parameters.addParameter().setName("_type").setValue(new CodeType("ImagingStudy"));
        parameters.addParameter().setName("_count").setValue(new IntegerType(1));
        Bundle first = door.client(LISHUI).operation().onInstance("Patient/p").named("$everything")
                .withParameters(parameters).returnResourceType(Bundle.class).execute();
        Bundle second = door.client(LISHUI).loadPage().next(first).execute();

        List<String> both = new ArrayList<>(found(first));
        both.addAll(found(second));
        assertThat(both).containsExactlyInAnyOrder("i", "o2");
        assertThat(second.getLink("next")).isNull();
    }

    @Test
    void hapisClient_asksWithoutParameters() {
        for (Class<? extends org.hl7.fhir.r4.model.Resource> type : List.of(Patient.class, Encounter.class)) {
            String id = type == Patient.class ? "p" : "v1";
            Bundle all = door.client(LISHUI).operation().onInstance(type.getSimpleName() + "/" + id)
                    .named("$everything").withNoParameters(Parameters.class).returnResourceType(Bundle.class).execute();
            assertThat(found(all)).contains("p", id);
        }
    }

    @Test
    void anotherHospital_hearsOfNothing() {
        assertThat(door.get(JINYUN, "/Encounter/v1/$everything").statusCode()).isEqualTo(404);
        assertThat(door.get(LISHUI, "/Encounter/none/$everything").statusCode()).isEqualTo(404);
        door.put(LISHUI, "Encounter/gone", "{'resourceType':'Encounter','id':'gone','status':'planned','class':{'code':'AMB'}}");
        assertThat(found(bundle("/Encounter/gone/$everything"))).containsExactly("gone");
        door.send("DELETE", LISHUI, "/Encounter/gone", (String) null);
        assertThat(door.get(LISHUI, "/Encounter/gone/$everything").statusCode()).isEqualTo(410);
    }
}
