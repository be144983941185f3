package org.cloudfilm.storage.consent;

import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/** Leave to search, narrowed to what the requester may read. */
public final class SearchPermit implements Permit {

    private final Requester who;
    private final Scope scope;

    SearchPermit(Requester who, Scope scope) {
        this.who = who;
        this.scope = scope;
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
