package org.cloudfilm.gateway.fhir;

/** How much the entries of one Bundle that ask have found so far: all of it is held until the answer is complete. */
final class FoundByEntries {

    /** Bytes, all together. */
    static final long AT_MOST = 16 << 20;

    private long bytes;

    /** @throws FhirRejection 413 when it would be too much; the answers before it stand */
    Answer and(Answer answer) throws FhirRejection {
        long more = answer.payload().bytes(false);
        if (bytes + more > AT_MOST) {
            throw FhirRejection.tooLarge("what the entries ask for is too much for one answer: ask in smaller Bundles");
        }
        bytes += more;
        return answer;
    }
}
