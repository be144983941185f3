package org.cloudfilm.viewer.people;

import org.cloudfilm.storage.consent.book.ConsentRefusal;
import org.cloudfilm.viewer.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What is answered instead of what was asked for: problem details (RFC 9457) with a type that stays the same. */
enum PeopleProblem {
    UNREADABLE(HttpStatus.BAD_REQUEST, "unreadable", "the request cannot be read"),
    NOT_A_CLINICIAN(HttpStatus.FORBIDDEN, "not-a-clinician", "only clinicians may do this"),
    NOT_A_PATIENT(HttpStatus.FORBIDDEN, "not-a-patient", "only patients may do this"),
    NOT_AN_ADMINISTRATOR(HttpStatus.FORBIDDEN, "not-an-administrator", "only administrators may do this"),
    NO_TRAIL(HttpStatus.FORBIDDEN, "no-trail", "only patients and administrators may read the trail"),
    NUMBER_OR_NAME(HttpStatus.BAD_REQUEST, "number-or-name", "a number or a name of 1 to 100 characters is needed, not both"),
    BAD_MESSAGE(HttpStatus.BAD_REQUEST, "message", "a message has at most 500 characters"),
    BAD_DAYS(HttpStatus.BAD_REQUEST, "days", "a consent holds for 1 to 365 days"),
    UNKNOWN_LABEL(HttpStatus.BAD_REQUEST, "unknown-label", "a label of sensitive records is not known"),
    BAD_REASON(HttpStatus.BAD_REQUEST, "reason", "a reason of 10 to 500 characters is needed"),
    BAD_VERDICT(HttpStatus.BAD_REQUEST, "verdict", "the verdict is justified or unjustified, with a remark of at most 500 characters"),
    UNKNOWN_STATE(HttpStatus.BAD_REQUEST, "unknown-state", "the state is open, justified or unjustified"),
    NO_PATIENT(HttpStatus.NOT_FOUND, "no-such-patient", "there is no such patient"),
    UNIDENTIFIED(HttpStatus.CONFLICT, "unidentified-patient", "the patient is linked to no person, so nobody can be asked"),
    NO_OPEN_VISIT(HttpStatus.CONFLICT, "no-open-visit", "the patient has no open visit at this hospital"),
    ASKED_TOO_OFTEN(HttpStatus.CONFLICT, "asked-too-often", "this patient has been asked too often today"),
    NO_REQUEST(HttpStatus.NOT_FOUND, "no-such-request", "there is no such request"),
    ANSWERED_BEFORE(HttpStatus.CONFLICT, "already-answered", "the request has been answered before"),
    EXPIRED(HttpStatus.CONFLICT, "request-expired", "nobody answered the request in time"),
    GUARDIAN_NEEDED(HttpStatus.FORBIDDEN, "guardian-needed", "under fourteen a parent or guardian decides"),
    NO_PERSON(HttpStatus.NOT_FOUND, "no-such-person", "there is no such person in the family"),
    NO_RECORDS(HttpStatus.CONFLICT, "no-records", "nothing is kept that a consent could speak of"),
    NO_HOSPITAL(HttpStatus.BAD_REQUEST, "unknown-hospital", "there is no such hospital"),
    NO_CONSENT(HttpStatus.NOT_FOUND, "no-such-consent", "there is no such consent, or it has ended"),
    NO_GLASS(HttpStatus.NOT_FOUND, "no-such-glass", "there is nothing of that id to be reviewed"),
    TRAIL_LOST(HttpStatus.SERVICE_UNAVAILABLE, "trail-lost", "nothing is done that cannot be written down: try again later");

    private final HttpStatus status;
    private final String name;
    private final String text;

    PeopleProblem(HttpStatus status, String name, String text) {
        this.status = status;
        this.name = name;
        this.text = text;
    }

    static PeopleProblem of(ConsentRefusal refusal) {
        return switch (refusal) {
            case NO_SUCH_PATIENT -> NO_PATIENT;
            case UNIDENTIFIED -> UNIDENTIFIED;
            case NO_OPEN_VISIT -> NO_OPEN_VISIT;
            case ASKED_TOO_OFTEN -> ASKED_TOO_OFTEN;
            case NO_SUCH_REQUEST -> NO_REQUEST;
            case ANSWERED_BEFORE -> ANSWERED_BEFORE;
            case EXPIRED -> EXPIRED;
            case GUARDIAN_NEEDED -> GUARDIAN_NEEDED;
            case NO_SUCH_PERSON -> NO_PERSON;
            case NO_RECORDS -> NO_RECORDS;
            case NO_SUCH_HOSPITAL -> NO_HOSPITAL;
            case NO_SUCH_CONSENT -> NO_CONSENT;
            case NO_SUCH_GLASS -> NO_GLASS;
        };
    }

    HttpStatus status() {
        return status;
    }

    ProblemDetail detail() {
        return Problems.detail(status, name, text);
    }

    ErrorResponseException exception() {
        return Problems.exception(detail());
    }
}
