package org.cloudfilm.storage.record.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ListAssert;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.testing.R4Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckStructureTest {

    /** What is wrong with the examples themselves, none of them of a type that is kept. */
    private static final Set<String> WRONG_EXAMPLES = Set.of(
            // no status, no linkId: the definition asks for them
            "ImplementationGuide-fhir.json",
            "ig-r4.json",
            "Questionnaire-qs1.json",
            // an id of 75 characters
            "SearchParameter-questionnaireresponse-extensions-QuestionnaireResponse-item-subject.json");

    /** Parameters of extensions, without the base that is required. */
    private static final String WITHOUT_BASE = "SearchParameter-(codesystem|valueset)-extensions-.*";

    @Test
    void examplesOfR4_haveNoFlaw() {
        List<String> wrong = new ArrayList<>();
        R4Examples.forEach((name, content) -> {
            JsonDocument document = read(content);
            String type = document.string(document.find(document.root(), "resourceType"));
            List<Flaw> flaws = CheckStructure.check(document, document.root(), type, type);
            boolean known = WRONG_EXAMPLES.contains(name) || name.matches(WITHOUT_BASE);
            if (flaws.isEmpty() == known) {
                wrong.add(name + " " + flaws);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void goodObservation_hasNoFlaw() {
        check(observation("\"valueQuantity\": {\"value\": 1.50, \"unit\": \"mg\"}")).isEmpty();
    }

    @Test
    void extensionInsteadOfRequiredValue_isEnough() {
        check("""
                {"resourceType": "Observation", "_status": {"extension": [{"url": "http://x", "valueCode": "unknown"}]},
                 "code": {"text": "x"}}""").isEmpty();
    }

    @Test
    void nullBesideAnExtension_isFine() {
        checkPatient("\"name\": [{\"given\": [\"A\", null], \"_given\": [null, {\"id\": \"b\"}]}]").isEmpty();
    }

    @Test
    void choiceAndItsOwnExtension_areOneValue() {
        check(observation("\"valueString\": \"a\", \"_valueString\": {\"id\": \"b\"}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"color\": \"red\"                                  | Patient.color             | structure",
                "\"name\": {\"family\": \"A\"}                       | Patient.name              | structure",
                "\"gender\": [\"male\"]                              | Patient.gender            | structure",
                "\"name\": [{\"family\": \"A\", \"born\": 1}]        | Patient.name[0].born      | structure",
                "\"name\": []                                        | Patient.name              | structure",
                "\"name\": [{}]                                      | Patient.name[0]           | structure",
                "\"name\": [{\"family\": \"\"}]                      | Patient.name[0].family    | value",
                "\"name\": [{\"given\": [\"A\", null]}]              | Patient.name[0].given[1]  | structure",
                "\"name\": [{\"given\": [\"A\", 2]}]                 | Patient.name[0].given[1]  | value",
                "\"name\": [{\"family\": \"\\u0000\"}]               | Patient.name[0].family    | value",
                "\"name\": [\"A\"]                                   | Patient.name[0]           | structure",
                "\"gender\": \"M\"                                   | Patient.gender            | code-invalid",
                "\"active\": \"true\"                                | Patient.active            | value",
                "\"birthDate\": \"2020-02-30\"                       | Patient.birthDate         | value",
                "\"birthDate\": \"1990-1-1\"                         | Patient.birthDate         | value",
                "\"deceasedDateTime\": \"2020-01-01T10:00:00\"       | Patient.deceased.ofType(dateTime) | value",
                "\"deceasedBoolean\": true, \"deceasedDateTime\": \"2020\" | Patient.deceased    | structure",
                "\"multipleBirthInteger\": 1.0                       | Patient.multipleBirth.ofType(integer) | value",
                "\"communication\": [{\"preferred\": true}]          | Patient.communication[0].language | required",
                "\"id\": \"a b\"                                     | Patient.id                | value",
                "\"_gender\": {\"value\": \"x\"}                     | Patient.gender.value      | structure",
                "\"_name\": {\"id\": \"x\"}                          | Patient._name             | structure",
                "\"contained\": [{\"resourceType\": \"Patients\"}]   | Patient.contained[0]      | structure",
                "\"contained\": [{\"id\": \"x\"}]                    | Patient.contained[0]      | structure",
                "\"contained\": [{\"resourceType\": \"Organization\", \"name\": 1}] | Patient.contained[0].name | value",
                "\"extension\": [{\"valueCode\": \"x\"}]             | Patient.extension[0].url  | required",
                "\"telecom\": [{\"rank\": 0}]                        | Patient.telecom[0].rank   | value",
                "\"photo\": [{\"data\": \"%%%\"}]                    | Patient.photo[0].data     | value",
                "\"meta\": {\"lastUpdated\": \"2020-01-01\"}         | Patient.meta.lastUpdated  | value"
            })
    void wrongElement_isNamedByItsPath(String member, String path, String type) {
        checkPatient(member).hasSize(1).first().satisfies(flaw -> {
            assertThat(flaw.path()).isEqualTo(path);
            assertThat(flaw.type()).isEqualTo(type);
        });
    }

    @Test
    void componentWithoutCode_isNamedByItsIndex() {
        check(observation("\"component\": [{\"code\": {\"text\": \"a\"}}, {\"valueInteger\": 1}]"))
                .extracting(Flaw::path)
                .containsExactly("Observation.component[1].code");
    }

    @Test
    void severalFlaws_areToldTogether() {
        check("{\"resourceType\": \"Observation\", \"value\": 1}")
                .extracting(Flaw::path)
                .containsExactly("Observation.value", "Observation.status", "Observation.code");
    }

    @Test
    void otherType_isSaid() {
        check("{\"resourceType\": \"Patient\"}")
                .containsExactly(
                        new Flaw("Observation", "structure", "resourceType is Patient where Observation is meant"));
    }

    @Test
    void noObject_isSaid() {
        check("[1]").extracting(Flaw::path).containsExactly("Observation");
    }

    @Test
    void entryOfBundle_hasThePathOfItsPlace() {
        assertThat(CheckStructure.check(
                        read("""
                                {"resourceType": "Bundle", "type": "collection", "entry": [
                                  {"resource": {"resourceType": "Patient", "active": 1}}]}"""
                                .getBytes(StandardCharsets.UTF_8)),
                        ResourceType.BUNDLE))
                .extracting(Flaw::path)
                .containsExactly("Bundle.entry[0].resource.active");
    }

    @Test
    void thousandsOfFlaws_endAtFifty() {
        StringBuilder names = new StringBuilder("\"name\": [1");
        for (int i = 0; i < 5000; i++) {
            names.append(",1");
        }
        checkPatient(names.append(']').toString()).hasSize(StructureWalk.MOST_FLAWS);
    }

    @Test
    void nameOfUnknownElement_isQuotedShortAndPlain() {
        checkPatient("\"" + "<a>&\u5f20".repeat(100) + "\": 1").first().satisfies(flaw -> assertThat(flaw.path())
                .matches("Patient\\.[a?]{64}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020", "2020-02", "2020-02-29", "2020-02-29T23:59:60Z", "2020-02-29T00:00:00.5+14:00"})
    void dateTime_inAnyPrecision_isFine(String text) {
        check(observation("\"effectiveDateTime\": \"" + text + "\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20", "0000", "2020-13", "2020-02-30", "2019-02-29", "2020-02-29T24:00:00Z", "2020-02-29T10:00Z",
                "2020-02-29 10:00:00Z", "2020-02-29T10:00:00", "2020-02-29T10:00:00.Z", "2020-02-29T10:00:00+8:00",
                "2020-02-29T10:00:00+15:00", "2020-02T10:00:00Z", "2020-", "T", "2020-02-29T", "x020-01-01"
            })
    void dateTime_otherwise_isFlaw(String text) {
        check(observation("\"effectiveDateTime\": \"" + text + "\""))
                .extracting(Flaw::path)
                .containsExactly("Observation.effective.ofType(dateTime)");
    }

    private static String observation(String member) {
        return "{\"resourceType\": \"Observation\", \"status\": \"final\", \"code\": {\"text\": \"x\"}, " + member + "}";
    }

    private static ListAssert<Flaw> check(String observation) {
        return assertThat(
                CheckStructure.check(read(observation.getBytes(StandardCharsets.UTF_8)), ResourceType.OBSERVATION));
    }

    private static ListAssert<Flaw> checkPatient(String member) {
        String patient = "{\"resourceType\": \"Patient\", " + member + "}";
        return assertThat(CheckStructure.check(read(patient.getBytes(StandardCharsets.UTF_8)), ResourceType.PATIENT));
    }

    private static JsonDocument read(byte[] content) {
        try {
            return JsonDocument.parse(content);
        } catch (JsonFormatException e) {
            throw new AssertionError(e);
        }
    }
}
