package org.cloudfilm.standalone.postgres;

/** PostgreSQL could not be unpacked, initialised or started. The message ends with what PostgreSQL itself said. */
public final class PostgresException extends RuntimeException {

    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
