package org.cloudfilm.gateway.dimse;

import java.io.IOException;

/** The peer sent A-ABORT. */
final class PeerAbortedException extends IOException {

    PeerAbortedException(int source, int reason) {
        super("aborted by peer, source " + source + ", reason " + reason);
    }
}
