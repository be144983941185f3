package org.cloudfilm.gateway.dimse;

/** Source and reason of an A-ABORT (PS3.8 section 9.3.8). */
enum Abort {
    /** by the service user: what was asked makes no sense above the upper layer, or we are shutting down */
    SERVICE_USER(0, 0),
    REASON_NOT_SPECIFIED(2, 0),
    UNRECOGNIZED_PDU(2, 1),
    UNEXPECTED_PDU(2, 2),
    UNEXPECTED_PDU_PARAMETER(2, 5),
    INVALID_PDU_PARAMETER(2, 6);

    final int source;
    final int reason;

    Abort(int source, int reason) {
        this.source = source;
        this.reason = reason;
    }
}
