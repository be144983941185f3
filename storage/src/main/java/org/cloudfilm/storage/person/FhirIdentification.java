package org.cloudfilm.storage.person;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.film.dicom.PersonName;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/** Reads from a Patient resource (R4 section 8.1) who it is about. */
public final class FhirIdentification {

    private FhirIdentification() {}

    /**
     * @param document a Patient that passed the structure check
     * @param id       stands in for a number of the hospital's when the resource has none
     */
    public static Identification of(HospitalId hospital, RecordId id, JsonDocument document) {
        List<PatientNumber> local = new ArrayList<>();
        List<StrongNumber> strong = new ArrayList<>();
        for (int each : document.elements(document.root(), "identifier")) {
            Optional<StrongNumber> number = StateNumbers.read(document, each);
            number.ifPresent(strong::add);
            if (number.isEmpty() && !"old".equals(document.text(each, "use"))) {
                number(document, each).ifPresent(local::add);
            }
        }
        if (local.isEmpty()) {
            local.add(new PatientNumber("urn:cloudfilm:hospital:" + hospital + ":fhir", id.id()));
        }
        return new Identification(hospital, local, strong, traits(document));
    }

    /** All numbers of a Patient as they are written; those without a system are left out. */
    public static List<PatientNumber> numbers(JsonDocument document) {
        List<PatientNumber> numbers = new ArrayList<>();
        for (int each : document.elements(document.root(), "identifier")) {
            number(document, each).ifPresent(numbers::add);
        }
        return numbers;
    }

    /** The number in its kept form, if it is one of the state's. */
    public static Optional<PatientNumber> strong(PatientNumber number) {
        return StateNumbers.parse(number.system(), number.value())
                .map(strong -> new PatientNumber(strong.kind().identifierSystem(), strong.value()));
    }

    /** What a stored Patient says of its patient. */
    public static Traits traits(StoredRecord patient) {
        return traits(JsonDocument.ofStored(patient.content()));
    }

    private static Optional<PatientNumber> number(JsonDocument document, int identifier) {
        String system = document.text(identifier, "system");
        String value = document.text(identifier, "value").strip();
        return system.isBlank() || value.isEmpty() ? Optional.empty() : Optional.of(new PatientNumber(system, value));
    }

    /** What a Patient says of its patient but for numbers. */
    public static Traits traits(JsonDocument document) {
        Set<String> names = new LinkedHashSet<>();
        for (int name : document.elements(document.root(), "name")) {
            names.addAll(writings(document, name));
        }
        String gender = document.text(document.root(), "gender");
        return new Traits(
                names,
                date(document.text(document.root(), "birthDate")),
                gender.equals("male") ? "M" : gender.equals("female") ? "F" : "",
                phone(document),
                multipleBirth(document));
    }

    /** The parts if they are there, else the text: hospitals fill in one or the other. */
    private static List<String> writings(JsonDocument document, int name) {
        List<String> parts = new ArrayList<>();
        parts.add(document.text(name, "family"));
        for (int given : document.elements(name, "given")) {
            parts.add(document.string(given));
        }
        String whole = String.join(" ", parts).strip();
        List<String> keys = new ArrayList<>();
        for (String writing : List.of(whole, document.text(name, "text"))) {
            String key = PersonName.searchKey(writing);
            if (!key.isEmpty()) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static String phone(JsonDocument document) {
        for (int telecom : document.elements(document.root(), "telecom")) {
            if (document.text(telecom, "system").equals("phone")) {
                return document.text(telecom, "value");
            }
        }
        return "";
    }

    private static boolean multipleBirth(JsonDocument document) {
        int flag = document.find(document.root(), "multipleBirthBoolean");
        return flag >= 0 && document.kind(flag) == JsonKind.TRUE
                || document.find(document.root(), "multipleBirthInteger") >= 0;
    }

    /** A birth date of which only the year is known tells too little. */
    private static Optional<LocalDate> date(String text) {
        try {
            return text.length() == 10 ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
