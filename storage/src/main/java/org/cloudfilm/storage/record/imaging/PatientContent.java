package org.cloudfilm.storage.record.imaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.dicom.PersonName;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.record.imaging.StudyFacts.PatientFacts;
import org.cloudfilm.storage.record.json.FhirContent;

/** A film's patient as a Patient. */
final class PatientContent {

    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final String REPRESENTATION = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";
    private static final String OTHER_PATIENT_IDS = "00101002";
    private static final String PATIENT_ID = "00100020";

    private PatientContent() {}

    /** @param system of the patient ID */
    static byte[] of(StudyFacts study, String system) {
        PatientFacts patient = study.patient();
        FhirContent out = new FhirContent().begin().text("resourceType", "Patient").beginList("identifier");
        identifier(out, "PI", system, patient.id());
        residentId(study).ifPresent(number ->
                identifier(out, "NI", IdentifierSystems.RESIDENT_ID, number.value()));
        out.endList();
        names(out, patient);
        switch (patient.sex()) {
            case "M" -> out.text("gender", "male");
            case "F" -> out.text("gender", "female");
            case "O" -> out.text("gender", "other");
            default -> { }
        }
        Moments.date(patient.birthDate()).ifPresent(day -> out.text("birthDate", day));
        return out.end().bytes();
    }

    private static void identifier(FhirContent out, String type, String system, String value) {
        out.begin();
        out.begin("type").beginList("coding").coding(TYPES, type, "").endList().end();
        out.text("system", system).text("value", value).end();
    }

    /** It may stand as the patient ID or among the others. */
    private static Optional<ResidentId> residentId(StudyFacts study) {
        Optional<ResidentId> found = ResidentId.parse(study.patient().id());
        for (DicomAttributes other : study.attributes().items(OTHER_PATIENT_IDS)) {
            found = found.or(() -> ResidentId.parse(other.text(PATIENT_ID)));
        }
        return found;
    }

    private record Writing(PersonName.Group group, String representation) {}

    private static void names(FhirContent out, PatientFacts patient) {
        List<Writing> writings = new ArrayList<>();
        add(writings, patient.ideographic(), "IDE");
        add(writings, patient.alphabetic(), "ABC");
        add(writings, patient.phonetic(), "SYL");
        if (writings.isEmpty()) {
            return;
        }
        out.beginList("name");
        for (Writing writing : writings) {
            name(out, writing);
        }
        out.endList();
    }

    private static void add(List<Writing> writings, String text, String representation) {
        PersonName.Group group = PersonName.parse(text).alphabetic();
        if (!FhirContent.printable(group.display()).isEmpty()) {
            writings.add(new Writing(group, representation));
        }
    }

    private static void name(FhirContent out, Writing writing) {
        PersonName.Group name = writing.group();
        out.begin();
        out.beginList("extension").begin()
                .text("url", REPRESENTATION).text("valueCode", writing.representation())
                .end().endList();
        out.text("use", "official")
                .text("text", name.display())
                .text("family", name.family())
                .texts("given", List.of(name.given(), name.middle()))
                .texts("prefix", List.of(name.prefix()))
                .texts("suffix", List.of(name.suffix()));
        out.end();
    }
}
