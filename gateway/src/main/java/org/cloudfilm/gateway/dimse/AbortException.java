package org.cloudfilm.gateway.dimse;

import java.io.IOException;

/** The peer broke the protocol, or we have to leave: the association ends with this A-ABORT. */
final class AbortException extends IOException {

    private final transient Abort abort;

    AbortException(Abort abort, String message) {
        super(message);
        this.abort = abort;
    }

    Abort abort() {
        return abort;
    }
}
