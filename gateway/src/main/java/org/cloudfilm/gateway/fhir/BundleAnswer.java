package org.cloudfilm.gateway.fhir;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * A Bundle to be written.
 *
 * @param type  code of the value set bundle-type
 * @param total of a search, where known
 */
record BundleAnswer(
        String type, Instant timestamp, String identifier, OptionalLong total, List<Link> links, List<Entry> entries) {

    record Link(String relation, String url) {}

    /**
     * @param fullUrl  null for none
     * @param mode     match, include or outcome in a search; null otherwise
     * @param likeness how well it matches, where that is a matter of degree; null otherwise
     * @param request  what was asked for, in a history; null otherwise
     * @param response what became of it, in a history or an answer to a batch or transaction; null otherwise
     */
    record Entry(
            String fullUrl, Answer.Payload resource, String mode, Likeness likeness, Request request, Response response) {

        Entry(String fullUrl, Answer.Payload resource, String mode, Request request, Response response) {
            this(fullUrl, resource, mode, null, request, response);
        }

        static Entry found(String fullUrl, Answer.Payload resource, String mode) {
            return new Entry(fullUrl, resource, mode, null, null);
        }
    }

    /** @param grade code of http://terminology.hl7.org/CodeSystem/match-grade, {@code score} from 0 to 1 */
    record Likeness(double score, String grade) {}

    record Request(String method, String url) {}

    /**
     * @param answer  its payload is not looked at
     * @param outcome an OperationOutcome in JSON; null for none
     */
    record Response(Answer answer, byte[] outcome) {}

    static BundleAnswer of(String type, List<Link> links, List<Entry> entries) {
        return new BundleAnswer(type, null, null, OptionalLong.empty(), links, entries);
    }
}
