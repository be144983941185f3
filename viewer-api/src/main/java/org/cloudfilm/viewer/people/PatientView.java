package org.cloudfilm.viewer.people;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.DisplayName;
import org.cloudfilm.storage.person.FhirIdentification;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.visit.Visit;

/**
 * A patient of the doctor's own hospital.
 *
 * @param sex       of administrative-gender; empty when it is not known, as {@code birthDate}
 * @param number    the hospital's own, never one of the state's; may be empty
 * @param visit     null when the patient is not there
 */
record PatientView(String id, String name, String sex, String birthDate, String number, VisitView visit) {

    /** @param since null when the hospital has not said; the class is one of v3-ActCode, such as AMB */
    record VisitView(String id, Instant since, @JsonProperty("class") String classOf) {}

    static PatientView of(HospitalId hospital, StoredRecord patient, Optional<Visit> visit) {
        JsonDocument json = JsonDocument.ofStored(patient.content());
        return new PatientView(
                patient.id().id(),
                DisplayName.of(json),
                json.text(json.root(), "gender"),
                json.text(json.root(), "birthDate"),
                number(hospital, json),
                visit.map(open -> new VisitView(open.encounter().id(), open.since().orElse(null), open.kind())).orElse(null));
    }

    private static String number(HospitalId hospital, JsonDocument json) {
        List<PatientNumber> numbers = FhirIdentification.numbers(json).stream()
                .filter(number -> FhirIdentification.strong(number).isEmpty())
                .toList();
        String own = "urn:cloudfilm:hospital:" + hospital + ":";
        return numbers.stream()
                .filter(number -> number.system().startsWith(own))
                .findFirst()
                .or(() -> numbers.stream().findFirst())
                .map(PatientNumber::value)
                .orElse("");
    }
}
