package org.cloudfilm.gateway.admin;

import java.time.Clock;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** A controller for administrators alone, each of whose actions is in the audit trail. */
public abstract class AdministratorDesk {

    private final String subject;
    private final String kind;
    private final AuditTrail audit;
    private final Clock clock;

    /**
     * @param subject what the administrators look after, as a refusal names it
     * @param kind    of its items, as the audit trail names them before their number
     */
    protected AdministratorDesk(String subject, String kind, AuditTrail audit, Clock clock) {
        this.subject = subject;
        this.kind = kind;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who is asking; everybody else is refused. */
    protected final Requester administrator() {
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
        throw problem(HttpStatus.FORBIDDEN, "only administrators look after " + subject);
    }

    /** @param item null when the action is about none in particular */
    protected final void record(Requester who, String action, Long item, String outcome) {
        audit.append(new AuditEntry(
                clock.instant(),
                who.id(),
                null,
                action,
                item == null ? null : kind + "/" + item,
                Purpose.HSYSADMIN.name(),
                outcome,
                null));
    }

    protected static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    @ExceptionHandler
    final ResponseEntity<ProblemDetail> refuse(ErrorResponseException refused) {
        return ResponseEntity.status(refused.getStatusCode())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(refused.getBody());
    }
}
