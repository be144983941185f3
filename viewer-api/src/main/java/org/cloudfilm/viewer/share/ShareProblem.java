package org.cloudfilm.viewer.share;

import org.cloudfilm.viewer.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Refusals of {@code /api/shares} (RFC 9457), by a type that stays. */
enum ShareProblem {
    /** {@code field} names what is wrong */
    BAD_WISH(HttpStatus.BAD_REQUEST, "invalid-share"),
    NOT_A_PATIENT(HttpStatus.FORBIDDEN, "only-patients"),
    NO_SUCH_STUDY(HttpStatus.NOT_FOUND, "no-such-study"),
    NO_SUCH_SHARE(HttpStatus.NOT_FOUND, "no-such-share"),
    SEVERAL_PATIENTS(HttpStatus.BAD_REQUEST, "several-patients"),
    TOO_MANY(HttpStatus.CONFLICT, "too-many-shares"),
    TRAIL_LOST(HttpStatus.SERVICE_UNAVAILABLE, "trail-lost");

    private final HttpStatus status;
    private final String name;

    ShareProblem(HttpStatus status, String name) {
        this.status = status;
        this.name = name;
    }

    ErrorResponseException exception(String detail) {
        return Problems.exception(body(detail));
    }

    ErrorResponseException exception(String detail, String field) {
        ProblemDetail body = body(detail);
        body.setProperty("field", field);
        return Problems.exception(body);
    }

    ProblemDetail body(String detail) {
        return Problems.detail(status, name, detail);
    }
}
