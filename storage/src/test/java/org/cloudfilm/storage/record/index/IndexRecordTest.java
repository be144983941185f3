package org.cloudfilm.storage.record.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameter.Pairing;
import org.cloudfilm.storage.record.index.SearchParameter.Rows;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.junit.jupiter.api.Test;

class IndexRecordTest {

    private static final IndexRecord INDEX =
            new IndexRecord(LocalZone.ZONE, Set.of("https://province.example/fhir"));
    private static final long PATIENT = Key64.of("Patient", "p1");

    @Test
    void subject_makesNoRow() {
        IndexRows rows = observation("\"subject\": {\"reference\": \"Patient/p1\"}");

        assertThat(rows.subject()).isEqualTo(PATIENT);
        assertThat(rows.references()).isEmpty();
        assertThat(present(rows, "subject")).isTrue();
        assertThat(present(rows, "patient")).isTrue();
        assertThat(present(rows, "performer")).isFalse();
    }

    @Test
    void subjectThatIsNoPatient_isAnOrdinaryReference() {
        IndexRows rows = observation("\"subject\": {\"reference\": \"Device/d\"}");

        assertThat(rows.subject()).isZero();
        assertThat(rows.references())
                .containsExactly(new IndexRows.Reference(number("subject"), Key64.of("Device", "d")));
        assertThat(present(rows, "patient")).isFalse();
    }

    @Test
    void performerWhoIsAPatient_isNotTheSubject() {
        IndexRows rows = observation("""
                "subject": {"reference": "Patient/p1"}, "performer": [{"reference": "Patient/mother"}]""");

        assertThat(rows.subject()).isEqualTo(PATIENT);
        assertThat(rows.references())
                .containsExactly(new IndexRows.Reference(number("performer"), Key64.of("Patient", "mother")));
    }

    @Test
    void severalPatients_areNoSubject() {
        IndexRows rows = index(ResourceType.ACCOUNT, """
                {"resourceType": "Account", "status": "active",
                 "subject": [{"reference": "Patient/p1"}, {"reference": "Patient/p2"}, {"reference": "Patient/p1"}]}""");

        assertThat(rows.subject()).isZero();
        assertThat(rows.references())
                .extracting(IndexRows.Reference::target)
                .containsExactly(PATIENT, Key64.of("Patient", "p2"));
    }

    @Test
    void patient_isItsOwnSubject() {
        assertThat(index(ResourceType.PATIENT, "{\"resourceType\": \"Patient\"}").subject())
                .isEqualTo(Key64.of("Patient", "self"));
    }

    @Test
    void document_isAboutWhomItsCompositionIsAbout() {
        IndexRows rows = index(ResourceType.BUNDLE, """
                {"resourceType": "Bundle", "type": "document", "entry": [
                  {"resource": {"resourceType": "Composition", "id": "c", "subject": {"reference": "Patient/p1"}}},
                  {"resource": {"resourceType": "Composition", "id": "d"}}]}""");

        assertThat(rows.subject()).isEqualTo(PATIENT);
        assertThat(rows.references())
                .extracting(IndexRows.Reference::target)
                .containsExactly(Key64.of("Composition", "c"));
    }

    @Test
    void references_areResolvedFirst() {
        IndexRows rows = extract(
                ResourceType.OBSERVATION,
                "{\"resourceType\": \"Observation\", \"subject\": {\"reference\": \"urn:uuid:1\"}}",
                reference -> reference.equals("urn:uuid:1") ? "Patient/p1" : reference);

        assertThat(rows.subject()).isEqualTo(PATIENT);
    }

    @Test
    void referencesToOneRecord_haveOneKeyHoweverWritten() {
        for (String written : List.of("Patient/p1/_history/3", "https://province.example/fhir/Patient/p1")) {
            assertThat(observation("\"subject\": {\"reference\": \"" + written + "\"}").subject())
                    .isEqualTo(PATIENT);
        }
        IndexRows elsewhere = observation("\"subject\": {\"reference\": \"https://other.example/fhir/Patient/p1\"}");
        assertThat(elsewhere.subject()).isZero();
        assertThat(elsewhere.references())
                .extracting(IndexRows.Reference::target)
                .containsExactly(Key64.of("https://other.example/fhir/Patient/p1"));
        assertThat(observation("\"subject\": {\"reference\": \"#p\"}").references()).isEmpty();
    }

    @Test
    void logicalReference_isFoundByItsIdentifier() {
        IndexRows rows = observation("""
                "encounter": {"identifier": {"system": "urn:visits", "value": "7"}}""");

        assertThat(rows.tokens())
                .containsExactly(new IndexRows.Token(
                        parameter(ResourceType.OBSERVATION, "encounter").rows().getFirst().identifier(),
                        Key64.of("7"),
                        Key64.of("urn:visits")));
    }

    @Test
    void bloodPressure_isFoundByPairsOfComponents() {
        IndexRows rows = observation("""
                "component": [
                  {"code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
                   "valueQuantity": {"value": 107, "unit": "mm", "code": "mm[Hg]"}},
                  {"code": {"coding": [{"system": "http://loinc.org", "code": "8462-4"}]},
                   "valueQuantity": {"value": 60}}]""");

        Pairing.Together pairs = (Pairing.Together) parameter(ResourceType.OBSERVATION, "component-code-value-quantity")
                .pairings()
                .getFirst();
        assertThat(rows.quantities())
                .contains(
                        new IndexRows.Quantity(pairs.number(), 107, 107, Key64.of("mm[Hg]"), 0, Key64.of("8480-6")),
                        new IndexRows.Quantity(pairs.number(), 60, 60, 0, 0, Key64.of("8462-4")));
        assertThat(parameter(ResourceType.OBSERVATION, "combo-code-value-quantity").pairings())
                .satisfiesExactly(
                        both -> {
                            assertThat(both).isInstanceOf(Pairing.Both.class);
                            assertThat(both.first().code()).isEqualTo("code");
                            assertThat(both.second().code()).isEqualTo("value-quantity");
                        },
                        together -> assertThat(together).isEqualTo(pairs));
    }

    @Test
    void relatedDocument_isFoundByRelationAndTargetTogether() {
        IndexRows rows = index(ResourceType.DOCUMENT_REFERENCE, """
                {"resourceType": "DocumentReference", "relatesTo": [
                  {"code": "replaces", "target": {"reference": "DocumentReference/old"}}]}""");

        Pairing.Together pairs = (Pairing.Together)
                parameter(ResourceType.DOCUMENT_REFERENCE, "relationship").pairings().getFirst();
        assertThat(rows.tokens())
                .contains(new IndexRows.Token(pairs.number(), Key64.of("replaces", "DocumentReference/old"), 0));
    }

    @Test
    void sharedPaths_shareRows() {
        assertThat(numbers("combo-code")).containsExactlyInAnyOrder(number("code"), number("component-code"));
        assertThat(numbers("patient")).containsExactly(number("subject"));
        assertThat(parameter(ResourceType.ENCOUNTER, "practitioner").targets()).containsExactly("Practitioner");
    }

    @Test
    void codeOfARequiredBinding_hasItsSystem() {
        assertThat(observation("\"status\": \"final\"").tokens())
                .containsExactly(new IndexRows.Token(
                        number("status"), Key64.of("final"), Key64.of("http://hl7.org/fhir/observation-status")));
    }

    @Test
    void displayAndText_areFoundByWords() {
        IndexRows rows = observation("\"code\": {\"coding\": [{\"display\": \"Body Weight\"}], \"text\": \"body-weight\"}");

        int text = parameter(ResourceType.OBSERVATION, "code").rows().getFirst().text();
        assertThat(rows.strings())
                .containsExactly(
                        new IndexRows.Text(text, "body weight", "Body Weight"),
                        new IndexRows.Text(text, "body weight", "body-weight"));
    }

    @Test
    void hanName_isFoundWholeAndInParts() {
        IndexRows rows = patient("\"name\": [{\"family\": \"张\", \"given\": [\"三\"]}]");

        int name = parameter(ResourceType.PATIENT, "name").rows().getFirst().number();
        assertThat(rows.strings())
                .filteredOn(row -> row.param() == name)
                .extracting(IndexRows.Text::value)
                .containsExactly("张", "三", "张三");
    }

    @Test
    void typeOfIdentifier_isFoundWithItsValue() {
        IndexRows rows = patient("""
                "identifier": [{"type": {"coding": [{"system": "urn:t", "code": "MR"}]}, "value": "1"}]""");

        Rows identifier = parameter(ResourceType.PATIENT, "identifier").rows().getFirst();
        assertThat(rows.tokens())
                .contains(new IndexRows.Token(identifier.ofType(), Key64.of("MR", "1"), Key64.of("urn:t")));
    }

    @Test
    void deceased_isSaidOfEveryone() {
        int deceased = parameter(ResourceType.PATIENT, "deceased").rows().getFirst().number();
        assertThat(patient("\"active\": true").tokens()).contains(token(deceased, "false"));
        assertThat(patient("\"deceasedBoolean\": false").tokens()).containsExactly(token(deceased, "false"));
        assertThat(patient("\"deceasedDateTime\": \"2020\"").tokens()).containsExactly(token(deceased, "true"));
    }

    @Test
    void email_isNoPhone() {
        IndexRows rows = patient("\"telecom\": [{\"system\": \"email\", \"value\": \"a@b.cn\"}]");

        assertThat(rows.tokens())
                .contains(token(parameter(ResourceType.PATIENT, "email").number(), "a@b.cn"))
                .contains(token(parameter(ResourceType.PATIENT, "telecom").number(), "a@b.cn"))
                .doesNotContain(token(parameter(ResourceType.PATIENT, "phone").number(), "a@b.cn"));
    }

    @Test
    void dateWithoutZone_isTakenHere() {
        assertThat(patient("\"birthDate\": \"1990-05-01\"").dates())
                .containsExactly(new IndexRows.Interval(
                        parameter(ResourceType.PATIENT, "birthdate").number(),
                        micros("1990-04-30T15:00:00Z"),
                        micros("1990-05-01T15:00:00Z")));
    }

    @Test
    void periodWithoutEnd_hasNone() {
        IndexRows rows = observation("\"effectivePeriod\": {\"start\": \"2020-01-01T00:00:00Z\"}");

        assertThat(rows.dates())
                .containsExactly(new IndexRows.Interval(
                        number("date"), micros("2020-01-01T00:00:00Z"), IndexRows.END_OF_TIME));
    }

    @Test
    void canonicalWithVersion_isFoundWithAndWithoutIt() {
        IndexRows rows = index(ResourceType.CARE_PLAN, """
                {"resourceType": "CarePlan", "instantiatesCanonical": ["http://x/PlanDefinition/1|2"]}""");

        assertThat(rows.references())
                .extracting(IndexRows.Reference::target)
                .containsExactly(Key64.of("http://x/PlanDefinition/1"), Key64.of("http://x/PlanDefinition/1|2"));
    }

    @Test
    void changedRecord_differsInItsChangedRowsOnly() {
        IndexRows before = observation("\"status\": \"preliminary\", \"subject\": {\"reference\": \"Patient/p1\"}");
        IndexRows after = observation("\"status\": \"final\", \"subject\": {\"reference\": \"Patient/p1\"}");
        IndexRows other = observation("\"status\": \"final\", \"subject\": {\"reference\": \"Patient/p2\"}");

        assertThat(after.minus(before).size()).isEqualTo(1);
        assertThat(before.minus(after).size()).isEqualTo(1);
        assertThat(after.minus(after).size()).isZero();
        assertThat(other.minus(after)).isSameAs(other);
    }

    private static IndexRows.Token token(int param, String code) {
        return new IndexRows.Token(param, Key64.of(code), 0);
    }

    private static long micros(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1000;
    }

    private static boolean present(IndexRows rows, String code) {
        int bit = parameter(ResourceType.OBSERVATION, code).bit();
        return (rows.present()[bit / 8] >> bit % 8 & 1) != 0;
    }

    private static int number(String observationCode) {
        return parameter(ResourceType.OBSERVATION, observationCode).number();
    }

    private static List<Integer> numbers(String observationCode) {
        return parameter(ResourceType.OBSERVATION, observationCode).rows().stream().map(Rows::number).toList();
    }

    private static SearchParameter parameter(ResourceType type, String code) {
        return SearchParameters.find(type, code).orElseThrow();
    }

    private static IndexRows observation(String members) {
        return index(ResourceType.OBSERVATION, "{\"resourceType\": \"Observation\", " + members + "}");
    }

    private static IndexRows patient(String members) {
        return index(ResourceType.PATIENT, "{\"resourceType\": \"Patient\", " + members + "}");
    }

    private static IndexRows index(ResourceType type, String json) {
        return extract(type, json, ReferenceResolver.AS_WRITTEN);
    }

    private static IndexRows extract(ResourceType type, String json, ReferenceResolver resolver) {
        try {
            JsonDocument document = JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8));
            return INDEX.extract(document, type, new RecordId(type, "self"), resolver);
        } catch (JsonFormatException e) {
            throw new AssertionError(e);
        }
    }
}
