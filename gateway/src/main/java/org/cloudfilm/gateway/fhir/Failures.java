package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import org.cloudfilm.storage.audit.AuditUnavailableException;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/** What to tell a client of whatever went wrong, and what to tell the operator: neither is told what was asked. */
final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    record Failure(int status, List<Flaw> flaws) {}

    Failure of(Exception e) {
        return switch (e) {
            case FhirRejection rejection -> new Failure(rejection.status(), rejection.flaws());
            case RecordRefusal refusal -> new Failure(refusal.kind().status(), refusal.flaws().isEmpty()
                    ? List.of(new Flaw("", refusal.kind().issueType(), "refused"))
                    : refusal.flaws());
            case DataFormatException _ ->
                failure(406, "not-supported", "the narrative of this content is no XHTML: as JSON it can be read and updated");
            case QueryTimeoutException _ ->
                failure(503, "timeout", "the search took too long: narrow it");
            case AuditUnavailableException _,
                    TransientDataAccessException _,
                    DataAccessResourceFailureException _,
                    NonTransientDataAccessResourceException _,
                    TransactionException _,
                    IOException _,
                    UncheckedIOException _ -> unavailable(e);
            default -> broken(e);
        };
    }

    private static Failure unavailable(Exception e) {
        log.warn("a request of /fhir could not be served: {}", cause(e));
        return failure(503, "transient", "the store cannot be reached, try again");
    }

    private static Failure broken(Exception e) {
        log.error("a request of /fhir failed: {} at {}", cause(e), place(e));
        return failure(500, "exception", "this server failed; its operator was told");
    }

    private static Failure failure(int status, String issue, String text) {
        return new Failure(status, List.of(new Flaw("", issue, text)));
    }

    /** Kinds only: messages quote what was being read or written. */
    private static String cause(Throwable e) {
        StringBuilder names = new StringBuilder(e.getClass().getSimpleName());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            names.append(" < ").append(cause.getClass().getSimpleName());
            if (cause instanceof SQLException sql) {
                names.append(' ').append(sql.getSQLState());
            }
        }
        return names.toString();
    }

    private static String place(Throwable e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getClassName().startsWith("org.cloudfilm")) {
                return frame.getClassName() + ":" + frame.getLineNumber();
            }
        }
        return "unknown place";
    }
}
