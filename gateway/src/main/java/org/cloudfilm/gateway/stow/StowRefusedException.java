package org.cloudfilm.gateway.stow;

import org.springframework.http.HttpStatus;

/** A request that is answered before its body is looked at. The message is for the sender. */
final class StowRefusedException extends Exception {

    private final transient HttpStatus status;

    StowRefusedException(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
