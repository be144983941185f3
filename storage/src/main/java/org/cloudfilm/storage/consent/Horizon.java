package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.util.Optional;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/** What one requester may read for one purpose, as far as it has been looked up. Made and used within one decision. */
interface Horizon {

    /** What searches are narrowed to. */
    Scope scope();

    /** Whether one thing may be read. */
    Optional<Ground> grants(Kept kept);

    /** Whether a search about somebody may find anything of theirs; the ground is written down with the person's name. */
    Optional<Ground> about(HospitalId sender, Optional<PersonId> person);

    /** The ground of a search about nobody in particular. */
    Ground searching();

    /** When any of it ends by itself. */
    default Instant until() {
        return searching().until();
    }

    /** Whether something else is within it at a later moment than when it was looked up. */
    default boolean differs(Instant later) {
        return false;
    }

    /** Whether directory types are within it. */
    default boolean directories() {
        return true;
    }
}
