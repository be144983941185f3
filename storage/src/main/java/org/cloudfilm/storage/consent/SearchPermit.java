package org.cloudfilm.storage.consent;

import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/**
 * Leave to search, narrowed to what the requester may read. The decision may still be on its way to the audit trail:
 * whoever searches calls {@link #awaitRecorded} before anything that was found leaves.
 */
public final class SearchPermit implements Permit {

    private final Requester who;
    private final Scope scope;
    private final AuditTrail.Underway recorded;

    SearchPermit(Requester who, Scope scope, AuditTrail.Underway recorded) {
        this.who = who;
        this.scope = scope;
        this.recorded = recorded;
    }

    /**
     * Returns once the decision is in the audit trail.
     *
     * @throws org.cloudfilm.storage.audit.AuditUnavailableException when it could not be written: nothing may be told
     */
    public void awaitRecorded() {
        recorded.await();
    }

    @Override
    public Requester who() {
        return who;
    }

    public Scope scope() {
        return scope;
    }

    /** What a search may find. Every query is written against exactly one of these. */
    public sealed interface Scope {

        /** All films of one person, wherever they were made. */
        record OfPerson(PersonId person) implements Scope {}

        /** All films one hospital sent. */
        record SentBy(HospitalId hospital) implements Scope {}

        /** Nothing: the requester is known, but nothing is theirs (yet). */
        record Nothing() implements Scope {}
    }
}
