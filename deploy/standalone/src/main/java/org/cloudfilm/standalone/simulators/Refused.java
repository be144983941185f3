package org.cloudfilm.standalone.simulators;

/** A request that its counterpart turns down, with what it says. */
final class Refused extends RuntimeException {

    private final int status;

    Refused(String message) {
        this(400, message);
    }

    /** @param status of HTTP, where the answer shows it */
    Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
