package org.cloudfilm.viewer.people;

import java.util.function.LongFunction;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.person.PersonMovedException;
import org.cloudfilm.storage.person.PersonReview;
import org.cloudfilm.viewer.CurrentRequester;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Pairs of patients that may be one person, for reviewers: to be compared, merged or kept apart, and merges to be
 * undone. Errors are problem details (RFC 9457): 400 a reason that says nothing, 403 not a reviewer, 404 no such pair or
 * merge, 409 decided before.
 */
@RestController
@RequestMapping("/api/identity")
public class IdentityReviewController {

    private static final int PAGE = 20;
    private static final int FURTHEST = 1_000_000;
    private static final int SHORTEST_REASON = 2;
    private static final int LONGEST_REASON = 500;

    private final PersonReview review;
    private final ReviewViews views;

    IdentityReviewController(PersonReview review, ReviewViews views) {
        this.review = review;
        this.views = views;
    }

    record Decision(String reason) {}

    /** Open pairs, the most alike first, twenty at a time. */
    @GetMapping("/pairs")
    ReviewViews.PairList pairs(@RequestParam(defaultValue = "0") int offset) {
        return views.pairs(review.page(reviewer().id(), PAGE, Math.clamp(offset, 0, FURTHEST)));
    }

    /** Both persons of an open pair. {@code reveal} shows the numbers in full and is written down as such. */
    @GetMapping("/pairs/{id}")
    ReviewViews.Comparison compare(@PathVariable long id, @RequestParam(defaultValue = "false") boolean reveal) {
        Requester.Reviewer who = reviewer();
        PersonReview.Pair pair = review.find(id).orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "there is no such pair"));
        if (!pair.state().equals("open")) {
            throw decided();
        }
        return views.comparison(pair, review.look(pair, who.id(), reveal), reveal);
    }

    @PostMapping("/pairs/{id}/merge")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void merge(@PathVariable long id, @RequestBody Decision decision) {
        Requester.Reviewer who = reviewer();
        decide(id, pair -> review.merge(pair, who.id(), reason(decision)));
    }

    @PostMapping("/pairs/{id}/separate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void separate(@PathVariable long id, @RequestBody Decision decision) {
        Requester.Reviewer who = reviewer();
        decide(id, pair -> review.separate(pair, who.id(), reason(decision)));
    }

    /** Merges by reviewers and by numbers, those that were undone too, the newest first. */
    @GetMapping("/merges")
    ReviewViews.MergeList merges(@RequestParam(defaultValue = "0") int offset) {
        return views.merges(review.mergePage(reviewer().id(), PAGE, Math.clamp(offset, 0, FURTHEST)));
    }

    @PostMapping("/merges/{id}/undo")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undo(@PathVariable long id, @RequestBody Decision decision) {
        Requester.Reviewer who = reviewer();
        String reason = reason(decision);
        if (!review.knowsMerge(id)) {
            throw problem(HttpStatus.NOT_FOUND, "there is no such merge");
        }
        if (!review.undo(id, who.id(), reason)) {
            throw problem(HttpStatus.CONFLICT, "the merge was undone before");
        }
    }

    private void decide(long id, LongFunction<Boolean> decision) {
        try {
            if (!decision.apply(id)) {
                throw review.find(id).isPresent() ? decided() : problem(HttpStatus.NOT_FOUND, "there is no such pair");
            }
        } catch (PersonMovedException e) {
            throw decided();
        }
    }

    private static String reason(Decision decision) {
        String reason = decision.reason() == null ? "" : decision.reason().strip();
        if (reason.length() < SHORTEST_REASON || reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
            throw problem(HttpStatus.BAD_REQUEST, "a reason of " + SHORTEST_REASON + " to " + LONGEST_REASON + " characters is needed");
        }
        return reason;
    }

    private static Requester.Reviewer reviewer() {
        return CurrentRequester.find(Requester.Reviewer.class)
                .orElseThrow(() -> problem(HttpStatus.FORBIDDEN, "only reviewers of identities may do this"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(ErrorResponseException refused) {
        return answer(refused.getStatusCode(), refused.getBody());
    }

    /** A body or a parameter that cannot be read; what it was is not repeated. */
    @ExceptionHandler({HttpMessageNotReadableException.class, MethodArgumentTypeMismatchException.class})
    ResponseEntity<ProblemDetail> refuse(Exception unreadable) {
        HttpStatusCode status = unreadable instanceof ErrorResponse known ? known.getStatusCode() : HttpStatus.BAD_REQUEST;
        return answer(status, ProblemDetail.forStatusAndDetail(status, "the request cannot be read"));
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatusCode status, ProblemDetail body) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
    }

    private static ErrorResponseException decided() {
        return problem(HttpStatus.CONFLICT, "somebody has decided about this pair already");
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
