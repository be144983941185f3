package org.cloudfilm.viewer.recognition;

/** A call of a CDS service that is not answered, with the HTTP status and what is wrong, without patient data. */
final class CdsRefusal extends RuntimeException {

    private final int status;

    CdsRefusal(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    static CdsRefusal bad(String text) {
        return new CdsRefusal(400, text);
    }

    int status() {
        return status;
    }
}
