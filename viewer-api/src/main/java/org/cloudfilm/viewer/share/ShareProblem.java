package org.cloudfilm.viewer.share;

import java.net.URI;
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
    private final URI type;

    ShareProblem(HttpStatus status, String name) {
        this.status = status;
        this.type = URI.create("urn:cloudfilm:problem:" + name);
    }

    ErrorResponseException exception(String detail) {
        return new ErrorResponseException(status, body(detail), null);
    }

    ErrorResponseException exception(String detail, String field) {
        ProblemDetail body = body(detail);
        body.setProperty("field", field);
        return new ErrorResponseException(status, body, null);
    }

    ProblemDetail body(String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(type);
        return body;
    }
}
