package org.cloudfilm.viewer.people;

import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.ConsentOutcome;
import org.cloudfilm.viewer.CurrentRequester;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Who is asking, in the role that a route is for; everybody else is refused. */
final class SignedIn {

    private static final int LONGEST_NAME = 100;

    private SignedIn() {}

    static Requester.Clinician clinician() {
        return CurrentRequester.find(Requester.Clinician.class).orElseThrow(PeopleProblem.NOT_A_CLINICIAN::exception);
    }

    static Requester.Patient patient() {
        return CurrentRequester.find(Requester.Patient.class).orElseThrow(PeopleProblem.NOT_A_PATIENT::exception);
    }

    static Requester.Administrator administrator() {
        return CurrentRequester.find(Requester.Administrator.class).orElseThrow(PeopleProblem.NOT_AN_ADMINISTRATOR::exception);
    }

    /** As the token has it; empty when it has none. */
    static String name() {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token)) {
            return "";
        }
        String name = token.getToken().getClaimAsString("name");
        String shown = name == null ? "" : name.strip();
        return Plain.text(shown).substring(0, Math.min(shown.length(), LONGEST_NAME));
    }

    /** What was asked for, or the problem that says why not. */
    static <T> T done(ConsentOutcome<T> outcome) {
        return switch (outcome) {
            case ConsentOutcome.Done<T>(T value) -> value;
            case ConsentOutcome.Refused<T> refused -> throw PeopleProblem.of(refused.why()).exception();
        };
    }
}
