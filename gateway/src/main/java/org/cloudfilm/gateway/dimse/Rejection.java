package org.cloudfilm.gateway.dimse;

/** Result, source and reason of an A-ASSOCIATE-RJ (PS3.8 section 9.3.4). */
enum Rejection {
    NO_REASON_GIVEN(1, 1, 1),
    APPLICATION_CONTEXT_NOT_SUPPORTED(1, 1, 2),
    CALLING_AE_TITLE_NOT_RECOGNIZED(1, 1, 3),
    CALLED_AE_TITLE_NOT_RECOGNIZED(1, 1, 7),
    PROTOCOL_VERSION_NOT_SUPPORTED(1, 2, 2),
    LOCAL_LIMIT_EXCEEDED(2, 3, 2);

    final int result;
    final int source;
    final int reason;

    Rejection(int result, int source, int reason) {
        this.result = result;
        this.source = source;
        this.reason = reason;
    }
}
