package org.cloudfilm.viewer.share;

import java.time.LocalDate;
import java.util.Optional;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Tags;

/**
 * Whose a film is, as its header says.
 *
 * @param name   to show, or empty
 * @param gender a FHIR AdministrativeGender, or empty
 */
record PatientOfFilm(String name, String gender, Optional<LocalDate> birthDate) {

    static PatientOfFilm of(Dataset header) {
        return new PatientOfFilm(
                header.personName(Tags.PatientName).display(),
                switch (header.string(Tags.PatientSex, "").strip()) {
                    case "M" -> "male";
                    case "F" -> "female";
                    case "O" -> "other";
                    default -> "";
                },
                header.date(Tags.PatientBirthDate));
    }

    @Override
    public String toString() {
        return "PatientOfFilm[***]";
    }
}
