package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.Repetition;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Coded values (data types CE, CWE, CNE): up to two codings and a text. */
final class Codes {

    private Codes() {}

    static Optional<CodeableConcept> concept(Repetition cwe, Hospital hospital) {
        CodeableConcept concept = new CodeableConcept();
        coding(cwe.get(1), cwe.get(2), cwe.get(3), hospital).ifPresent(concept::addCoding);
        coding(cwe.get(4), cwe.get(5), cwe.get(6), hospital).ifPresent(concept::addCoding);
        String text = first(cwe.get(9), cwe.get(2), cwe.get(5));
        if (!text.isEmpty()) {
            concept.setText(text);
        }
        return concept.isEmpty() ? Optional.empty() : Optional.of(concept);
    }

    private static Optional<Coding> coding(String code, String text, String system, Hospital hospital) {
        if (code.isEmpty()) {
            return Optional.empty();
        }
        Coding coding = new Coding().setSystem(system(system, hospital)).setCode(code.replaceAll("\\s+", " "));
        return Optional.of(text.isEmpty() ? coding : coding.setDisplay(text));
    }

    /** HL7 table 0396, as far as it has a name in FHIR; anything else is the hospital's own. */
    private static String system(String name, Hospital hospital) {
        return switch (name) {
            case "LN" -> "http://loinc.org";
            case "SCT", "SNM" -> "http://snomed.info/sct";
            case "I10", "ICD10", "ICD-10" -> "http://hl7.org/fhir/sid/icd-10";
            case "I9C" -> "http://hl7.org/fhir/sid/icd-9-cm";
            case "UCUM" -> "http://unitsofmeasure.org";
            case "DCM" -> "http://dicom.nema.org/resources/ontology/DCM";
            case "L", "99LOC", "99L" -> IdentifierSystems.codes(hospital, "");
            default -> IdentifierSystems.codes(hospital, name);
        };
    }

    /** The first that is not empty, or empty. */
    static String first(String... values) {
        for (String value : values) {
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
