package org.cloudfilm.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.gateway.fhir.FhirDoor.LISHUI;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations and searches that are posted in a Bundle: they answer with what they find, whatever is preferred of writes. */
class BundleAsksTest {

    private static final String ENTRIES = """
            {'request':{'method':'POST','url':'Patient/asked/$everything'}},
            {'request':{'method':'POST','url':'Patient/$match'},'resource':{'resourceType':'Parameters','parameter':[
              {'name':'resource','resource':{'resourceType':'Patient','name':[{'text':'周树'}],'birthDate':'1981-09-25'}}]}},
            {'request':{'method':'POST','url':'Patient/_search?_id=asked'}},
            {'request':{'method':'POST','url':'Patient/$validate'},'resource':{'resourceType':'Patient','shoe':1}},
            {'request':{'method':'PUT','url':'Patient/asked'},'resource':{'resourceType':'Patient','id':'asked',
              'name':[{'text':'周树'}],'birthDate':'1981-09-25'}}""";

    private static FhirDoor door;

    @BeforeAll
    static void open() {
        door = new FhirDoor();
        door.put(LISHUI, "Patient/asked",
                "{'resourceType':'Patient','id':'asked','name':[{'text':'周树'}],'birthDate':'1981-09-25'}");
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @ParameterizedTest
    @CsvSource({"batch,", "batch,return=minimal", "transaction,", "transaction,return=minimal"})
    void posted_answersWithItsResource(String type, String prefer) {
        List<BundleEntryComponent> answers = answered(type, prefer);

        assertThat(answers).extracting(entry -> entry.getResponse().getStatus()).containsOnly("200 OK");
        for (int found : new int[] {0, 1, 2}) {
            Bundle set = (Bundle) answers.get(found).getResource();
            assertThat(set.getType()).isEqualTo(Bundle.BundleType.SEARCHSET);
            assertThat(set.getEntry()).extracting(entry -> entry.getResource().getIdElement().getIdPart()).contains("asked");
        }
        OperationOutcome validated = (OperationOutcome) answers.get(3).getResource();
        assertThat(validated.getIssueFirstRep().getExpression().getFirst().getValue()).contains("shoe");
        assertThat(answers.get(3).getResponse().hasOutcome()).isFalse();
        assertThat(answers.get(4).hasResource()).as("of a write").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"batch", "transaction"})
    void asked_forAPart_onlyThatIsAnswered(String type) {
        String entries = """
                {'request':{'method':'GET','url':'Patient/asked?_elements=birthDate'}},
                {'request':{'method':'GET','url':'Patient?_id=asked&_elements=birthDate'}},
                {'request':{'method':'GET','url':'Patient/asked/_history?_summary=count'}},
                {'request':{'method':'GET','url':'Patient/asked'}}""";
        List<BundleEntryComponent> answers = FhirDoor.R4.newJsonParser().parseResource(Bundle.class, door.post(LISHUI, "/",
                "{'resourceType':'Bundle','type':'" + type + "','entry':[" + entries + "]}").body()).getEntry();

        Bundle found = (Bundle) answers.get(1).getResource();
        for (Resource part : List.of(answers.get(0).getResource(), found.getEntryFirstRep().getResource())) {
            assertThat(((Patient) part).hasBirthDate()).isTrue();
            assertThat(((Patient) part).hasName()).isFalse();
            assertThat(part.getMeta().getTagFirstRep().getCode()).isEqualTo("SUBSETTED");
        }
        Bundle history = (Bundle) answers.get(2).getResource();
        assertThat(history.getTotal()).isPositive();
        assertThat(history.hasEntry()).isFalse();
        assertThat(((Patient) answers.get(3).getResource()).hasName()).isTrue();
    }

    @Test
    void unknownOperation_isThatEntrysError_orTheTransactions() {
        String entries = "{'request':{'method':'POST','url':'Patient/$dance'}}";
        String bundle = "{'resourceType':'Bundle','type':'%s','entry':[" + entries + "]}";

        assertThat(door.post(LISHUI, "/", bundle.formatted("batch")).body()).contains("404 Not Found");
        var refused = door.post(LISHUI, "/", bundle.formatted("transaction"));
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("Bundle.entry[0]");
    }

    private static List<BundleEntryComponent> answered(String type, String prefer) {
        String[] headers = prefer == null ? new String[0] : new String[] {"Prefer", prefer};
        String body = door.post(LISHUI, "/",
                "{'resourceType':'Bundle','type':'" + type + "','entry':[" + ENTRIES + "]}", headers).body();
        return FhirDoor.R4.newJsonParser().parseResource(Bundle.class, body).getEntry();
    }
}
