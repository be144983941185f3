package org.cloudfilm.viewer.recognition;

import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.viewer.CurrentRequester;

/** Who may ask what of these controllers. */
final class Asking {

    private Asking() {}

    static Requester.Clinician clinician() {
        if (CurrentRequester.find().orElse(null) instanceof Requester.Clinician clinician) {
            return clinician;
        }
        throw Problem.NOT_A_CLINICIAN.exception();
    }

    static Requester.Patient patient() {
        if (CurrentRequester.find().orElse(null) instanceof Requester.Patient patient) {
            return patient;
        }
        throw Problem.NOT_A_PATIENT.exception();
    }

    static Requester.Administrator administrator() {
        if (CurrentRequester.find().orElse(null) instanceof Requester.Administrator administrator) {
            return administrator;
        }
        throw Problem.NOT_AN_ADMINISTRATOR.exception();
    }
}
