package org.cloudfilm.viewer.people;

import org.cloudfilm.storage.audit.AuditUnavailableException;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.viewer.problem.Problems;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** How the controllers of this package refuse. What could not be read is not repeated. */
@RestControllerAdvice(basePackageClasses = PeopleProblems.class)
class PeopleProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ErrorResponseException refused) {
        return Problems.answer(refused);
    }

    @ExceptionHandler({
        HttpMessageNotReadableException.class,
        MethodArgumentTypeMismatchException.class,
        ServletRequestBindingException.class
    })
    ResponseEntity<ProblemDetail> unreadable(Exception unreadable) {
        return Problems.unreadable(unreadable, PeopleProblem.UNREADABLE.detail());
    }

    /** A search that cannot be understood, or asks too much. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(RecordRefusal refusal) {
        ProblemDetail body = PeopleProblem.NUMBER_OR_NAME.detail();
        return switch (refusal.kind()) {
            case BAD_QUERY, TOO_COSTLY -> Problems.answer(PeopleProblem.NUMBER_OR_NAME.status(), body);
            default -> throw refusal;
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> trailLost(AuditUnavailableException lost) {
        return Problems.answer(PeopleProblem.TRAIL_LOST.status(), PeopleProblem.TRAIL_LOST.detail());
    }
}
