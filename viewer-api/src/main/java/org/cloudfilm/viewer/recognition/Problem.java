package org.cloudfilm.viewer.recognition;

import org.cloudfilm.viewer.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What is answered instead of what was asked for: problem details (RFC 9457) with a type that stays the same. */
enum Problem {
    UNREADABLE(HttpStatus.BAD_REQUEST, "unreadable", "the request cannot be read"),
    NOT_A_CLINICIAN(HttpStatus.FORBIDDEN, "not-a-clinician", "only clinicians may do this"),
    NOT_A_PATIENT(HttpStatus.FORBIDDEN, "not-a-patient", "only patients may do this"),
    NOT_AN_ADMINISTRATOR(HttpStatus.FORBIDDEN, "not-an-administrator", "only administrators may do this"),
    NO_PATIENT(HttpStatus.NOT_FOUND, "no-such-patient", "there is no such patient"),
    NO_ORDER(HttpStatus.NOT_FOUND, "no-such-order", "there is no such order"),
    NO_EXAM(HttpStatus.NOT_FOUND, "no-such-exam", "there is no such exam of this patient"),
    NO_REPORT(HttpStatus.NOT_FOUND, "no-such-report", "there is no such report"),
    NO_DECISION(HttpStatus.NOT_FOUND, "no-such-decision", "there is no such decision"),
    ORDER_CLOSED(HttpStatus.CONFLICT, "order-closed", "the order is neither a draft nor active, or it was carried out"),
    OTHER_ITEM(HttpStatus.CONFLICT, "other-item", "the order is for another item than the exam was"),
    NOT_RECOGNISABLE(HttpStatus.CONFLICT, "not-recognisable", "the exam cannot be recognised here"),
    ALREADY_DECIDED(HttpStatus.CONFLICT, "already-decided", "there is a decision already; it can be revoked"),
    NO_KIND(HttpStatus.BAD_REQUEST, "unknown-kind", "kind must be recognise, decline or cite"),
    NO_REASON(HttpStatus.BAD_REQUEST, "unknown-reason", "declining needs one of the lawful reasons, nothing else does"),
    NO_NOTE(HttpStatus.BAD_REQUEST, "note-needed", "reason 08 needs a note of 2 characters or more"),
    LONG_NOTE(HttpStatus.BAD_REQUEST, "note-too-long", "a note has at most 500 characters"),
    BAD_DAYS(HttpStatus.BAD_REQUEST, "days", "from and to are days, no later one before an earlier one");

    private final HttpStatus status;
    private final String name;
    private final String text;

    Problem(HttpStatus status, String name, String text) {
        this.status = status;
        this.name = name;
        this.text = text;
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
