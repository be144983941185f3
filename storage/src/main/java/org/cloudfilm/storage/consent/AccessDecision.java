package org.cloudfilm.storage.consent;

/** The answer of {@link Access}: a permit of the kind asked for, or a refusal. */
public sealed interface AccessDecision<P extends Permit> {

    record Granted<P extends Permit>(P permit) implements AccessDecision<P> {}

    /**
     * Nothing may be read. To the requester this is the same as absence: the doors answer as if the study did not
     * exist. The reason is for the audit trail only.
     */
    record Refused<P extends Permit>(String reason) implements AccessDecision<P> {}
}
