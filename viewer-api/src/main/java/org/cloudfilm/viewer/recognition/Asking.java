package org.cloudfilm.viewer.recognition;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.viewer.CurrentRequester;
import org.springframework.http.HttpHeaders;

/** Who may ask what of these controllers, and in which language. */
final class Asking {

    private Asking() {}

    /** Chinese unless English is asked for. */
    static boolean english(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null
                && request.getLocale().getLanguage().equals(Locale.ENGLISH.getLanguage());
    }

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
