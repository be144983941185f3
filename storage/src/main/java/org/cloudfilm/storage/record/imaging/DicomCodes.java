package org.cloudfilm.storage.record.imaging;

import java.util.Map;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.record.json.FhirContent;

/** Items of code sequences (PS3.3 section 8.8) as codings. */
final class DicomCodes {

    private static final String VALUE = "00080100";
    private static final String SCHEME = "00080102";
    private static final String MEANING = "00080104";

    /** Coding scheme designators (PS3.16 section 8). */
    private static final Map<String, String> SYSTEMS = Map.of(
            "DCM", ImagingStudyContent.DCM,
            "SCT", BodySites.SNOMED,
            "LN", "http://loinc.org",
            "UCUM", "http://unitsofmeasure.org",
            "RADLEX", "http://radlex.org",
            "I10", "http://hl7.org/fhir/sid/icd-10",
            "I10P", "http://www.cms.gov/Medicare/Coding/ICD10",
            "C4", "http://www.ama-assn.org/go/cpt",
            "SRT", "http://snomed.info/srt");

    private DicomCodes() {}

    static boolean present(DicomAttributes item) {
        return !FhirContent.printable(item.text(VALUE)).isEmpty() || !FhirContent.printable(item.text(MEANING)).isEmpty();
    }

    static String meaning(DicomAttributes item) {
        return item.text(MEANING);
    }

    /** The members of a CodeableConcept. @param text to show, if there is a better one than the code's meaning */
    static void writeConcept(FhirContent out, DicomAttributes item, String text, Hospital hospital) {
        String code = FhirContent.printable(item.text(VALUE));
        if (!code.isEmpty()) {
            String scheme = item.text(SCHEME);
            String system = SYSTEMS.get(scheme);
            out.beginList("coding")
                    .coding(system == null ? IdentifierSystems.codes(hospital, scheme) : system, code, meaning(item))
                    .endList();
        }
        out.text("text", FhirContent.printable(text).isEmpty() ? meaning(item) : text);
    }
}
