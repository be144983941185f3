package org.cloudfilm.storage.person;

import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;

/**
 * A number under which a patient is known.
 *
 * @param system who gave it: a URI for numbers of the state, a name within the hospital for its own ones
 */
public record PatientNumber(String system, String value) {

    public PatientNumber {
        if (system.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException("a patient number has a system and a value");
        }
    }

    /**
     * A number of the hospital's own as films carry it: Patient ID (0010,0020) and Issuer of Patient ID (0010,0021).
     * The hospital's records name the same system, so that both are one identity.
     */
    public static PatientNumber ofFilm(Hospital hospital, String issuer, String patientId) {
        return new PatientNumber(IdentifierSystems.patient(hospital, issuer), patientId.strip());
    }

    /** Says nothing: numbers must not reach a log by accident. */
    @Override
    public String toString() {
        return "PatientNumber[" + system + "]";
    }
}
