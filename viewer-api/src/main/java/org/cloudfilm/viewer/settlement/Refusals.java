package org.cloudfilm.viewer.settlement;

import org.cloudfilm.viewer.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why a request is not carried out, as problem details (RFC 9457) with stable types. */
final class Refusals {

    private Refusals() {}

    /** @param name of the type {@code urn:cloudfilm:problem:NAME} */
    static ErrorResponseException of(HttpStatus status, String name, String detail) {
        return Problems.exception(Problems.detail(status, name, detail));
    }

    static ErrorResponseException with(HttpStatus status, String name, String detail, String property, Object value) {
        ErrorResponseException refusal = of(status, name, detail);
        refusal.getBody().setProperty(property, value);
        return refusal;
    }

    static ErrorResponseException notFound() {
        return of(HttpStatus.NOT_FOUND, "not-found", "there is no such thing, or it is not yours to see");
    }

    static ErrorResponseException forbidden(String detail) {
        return of(HttpStatus.FORBIDDEN, "not-yours", detail);
    }
}
