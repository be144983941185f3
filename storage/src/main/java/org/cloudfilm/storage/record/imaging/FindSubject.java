package org.cloudfilm.storage.record.imaging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.dicom.PersonName;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.record.FindSurvivor;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.imaging.StudyFacts.PatientFacts;
import org.cloudfilm.storage.record.search.MatchCriteria;

/** Finds the hospital's Patient with the number a film gives, or has one made. */
final class FindSubject {

    private static final String NEW = "urn:uuid:6f1c1c50-5b1d-4d8e-9a53-3f4f5f0c7a10";

    private final MatchCriteria matching;
    private final FindSurvivor survivors;

    FindSubject(MatchCriteria matching, FindSurvivor survivors) {
        this.matching = matching;
        this.survivors = survivors;
    }

    /** @param ofOrder the patient of the study's order, if that patient goes by the same number */
    Subject find(StudyFacts study, Optional<RecordId> ofOrder) {
        PatientFacts patient = study.patient();
        if (patient.id().isEmpty()) {
            return new Subject.Unidentified(
                    PersonName.parse(patient.alphabetic() + "=" + patient.ideographic()).display());
        }
        String system = IdentifierSystems.patient(study.hospital(), patient.issuer());
        String criteria = identifier(system, patient.id());
        // of two Patients with one number always the same
        List<RecordId> known = matching.match(study.hospital().id(), ResourceType.PATIENT, criteria);
        return known.stream().min(Comparator.comparing(RecordId::id))
                .map(one -> survivors.of(study.hospital().id(), one)
                        .map(survivor -> new Subject.Known(survivor, Optional.of(new Subject.Number(system, patient.id()))))
                        .orElseGet(() -> new Subject.Known(one, Optional.empty())))
                .or(() -> ofOrder.map(one -> new Subject.Known(one, Optional.empty())))
                .map(Subject.class::cast)
                .orElseGet(() -> new Subject.New(NEW, new RecordChange.Create(
                        ResourceType.PATIENT,
                        RecordChange.Content.of(PatientContent.of(study, system)),
                        Optional.of(criteria))));
    }

    /** A search for an identifier, as in a URL (R4 section 3.1.1.4.12 for the backslashes). */
    static String identifier(String system, String value) {
        return "identifier=" + encoded(system) + "|" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.replaceAll("([\\\\,$|])", "\\\\$1"), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
