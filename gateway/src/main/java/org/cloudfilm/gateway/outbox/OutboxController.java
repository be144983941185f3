package org.cloudfilm.gateway.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.outbox.OutboxBacklog;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What waits to be delivered, what fails and what was set aside, for administrators. Nothing of any content. */
@RestController
@RequestMapping("/api/admin/outbox")
public class OutboxController {

    private static final int MOST_LISTED = 200;

    private final OutboxBacklog backlog;
    private final AuditTrail audit;
    private final Clock clock;

    public OutboxController(OutboxBacklog backlog, AuditTrail audit, Clock clock) {
        this.backlog = backlog;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param failing of the waiting ones */
    record Line(String kind, long waiting, long failing, long setAside, Instant oldest) {}

    record Event(long id, String kind, Instant createdAt, int tries, String trouble) {}

    record Listing(List<Line> kinds, List<Event> setAside) {}

    /** All kinds of events, and the oldest of those set aside. */
    @GetMapping
    Listing list(@RequestParam(defaultValue = "50") int limit) {
        Requester who = administrator();
        record(who, "list-outbox", null);
        return new Listing(
                backlog.lines().stream()
                        .map(line -> new Line(
                                line.kind(), line.waiting(), line.failing(), line.setAside(), line.oldest().toInstant()))
                        .toList(),
                backlog.setAside(Math.clamp(limit, 1, MOST_LISTED)).stream()
                        .map(event -> new Event(
                                event.seq(), event.kind(), event.createdAt().toInstant(), event.tries(), event.trouble()))
                        .toList());
    }

    /** Gives one that was set aside another chance. */
    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retry(@PathVariable long id) {
        Requester who = administrator();
        record(who, "retry-event", id);
        if (!backlog.retry(id)) {
            throw problem(HttpStatus.NOT_FOUND, "no such event is set aside");
        }
    }

    private void record(Requester who, String action, Long event) {
        audit.append(new AuditEntry(
                clock.instant(),
                who.id(),
                null,
                action,
                event == null ? null : "outbox/" + event,
                Purpose.HSYSADMIN.name(),
                "done",
                null));
    }

    private static Requester administrator() {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token)) {
            throw problem(HttpStatus.UNAUTHORIZED, "an access token is needed");
        }
        try {
            if (Requester.fromClaims(token.getTokenAttributes()) instanceof Requester.Administrator administrator) {
                return administrator;
            }
        } catch (IllegalArgumentException e) {
            throw problem(HttpStatus.FORBIDDEN, "the access token does not say whom it is for");
        }
        throw problem(HttpStatus.FORBIDDEN, "only administrators look after the outbox");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(ErrorResponseException refused) {
        return ResponseEntity.status(refused.getStatusCode())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(refused.getBody());
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
