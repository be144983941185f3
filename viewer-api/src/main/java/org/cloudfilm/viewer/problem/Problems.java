package org.cloudfilm.viewer.problem;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;

/** Problem details with types that stay the same; each room names its own. */
public final class Problems {

    private Problems() {}

    /** @param name of the type {@code urn:cloudfilm:problem:NAME} */
    public static ProblemDetail detail(HttpStatus status, String name, String text) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text);
        detail.setType(URI.create("urn:cloudfilm:problem:" + name));
        return detail;
    }

    public static ErrorResponseException exception(ProblemDetail detail) {
        return new ErrorResponseException(HttpStatusCode.valueOf(detail.getStatus()), detail, null);
    }

    public static ResponseEntity<ProblemDetail> answer(ErrorResponseException refused) {
        return answer(refused.getStatusCode(), refused.getBody());
    }

    /** Of a request that the framework could not read, whose own words may repeat what came. */
    public static ResponseEntity<ProblemDetail> unreadable(Exception unreadable, ProblemDetail body) {
        return answer(
                unreadable instanceof ErrorResponse known ? known.getStatusCode() : HttpStatus.BAD_REQUEST, body);
    }

    public static ResponseEntity<ProblemDetail> answer(HttpStatusCode status, ProblemDetail body) {
        body.setStatus(status.value());
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
    }
}
