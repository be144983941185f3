package org.cloudfilm.gateway.fhir;

import java.util.List;
import org.cloudfilm.storage.record.Flaw;

/** The request cannot be answered; its flaws become an OperationOutcome that the client sees. */
final class FhirRejection extends Exception {

    private final int status;
    private final transient List<Flaw> flaws;

    FhirRejection(int status, List<Flaw> flaws) {
        super(Integer.toString(status), null, false, false);
        this.status = status;
        this.flaws = List.copyOf(flaws);
    }

    /** @param issue code of the value set issue-type */
    static FhirRejection of(int status, String issue, String expression, String text) {
        return new FhirRejection(status, List.of(new Flaw(expression, issue, text)));
    }

    static FhirRejection badRequest(String expression, String text) {
        return of(400, "invalid", expression, text);
    }

    /** Absent or not to be read: one answer for both. */
    static FhirRejection notFound() {
        return of(404, "not-found", "", "nothing is stored here");
    }

    static FhirRejection deleted() {
        return of(410, "deleted", "", "it was deleted");
    }

    static FhirRejection notAllowed(String text) {
        return of(405, "not-supported", "", text);
    }

    static FhirRejection unsupportedType(String text) {
        return of(415, "not-supported", "", text);
    }

    static FhirRejection tooLarge(String text) {
        return of(413, "too-costly", "", text);
    }

    int status() {
        return status;
    }

    List<Flaw> flaws() {
        return flaws;
    }
}
