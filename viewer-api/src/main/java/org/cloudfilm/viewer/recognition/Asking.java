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
        return CurrentRequester.find(Requester.Clinician.class).orElseThrow(Problem.NOT_A_CLINICIAN::exception);
    }

    static Requester.Patient patient() {
        return CurrentRequester.find(Requester.Patient.class).orElseThrow(Problem.NOT_A_PATIENT::exception);
    }

    static Requester.Administrator administrator() {
        return CurrentRequester.find(Requester.Administrator.class).orElseThrow(Problem.NOT_AN_ADMINISTRATOR::exception);
    }
}
