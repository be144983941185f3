package org.cloudfilm.storage.audit;

/** The trail could not be written, so nothing may be read: the caller answers that it should be tried again later. */
public final class AuditUnavailableException extends RuntimeException {

    AuditUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
