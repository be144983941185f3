package org.cloudfilm.viewer.dicomweb;

/** The request cannot be answered; the detail is in terms of the protocol and is shown to the client. */
final class Rejection extends Exception {

    private final int status;

    Rejection(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Absent or not to be read: one answer for both. */
    static Rejection notFound() {
        return new Rejection(404, "nothing is stored here");
    }

    static Rejection badRequest(String detail) {
        return new Rejection(400, detail);
    }

    static Rejection notAcceptable(String detail) {
        return new Rejection(406, detail);
    }
}
