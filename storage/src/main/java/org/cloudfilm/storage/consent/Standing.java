package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.util.Optional;
import org.cloudfilm.storage.consent.SearchPermit.Reach;
import org.cloudfilm.storage.person.PersonId;

/**
 * How a clinician stands to a person, at one moment.
 *
 * @param treats   the hospital has or recently had a visit of the person
 * @param visit    id of an open visit at the hospital, or null
 * @param consents ids of consents that permit, or null
 * @param labels   those that the consents name
 * @param ends     when the first of the consents ends, or null
 * @param glass    id of the glass this clinician broke for the person, or null
 */
record Standing(
        PersonId person,
        boolean treats,
        String visit,
        String consents,
        int labels,
        Instant ends,
        boolean denied,
        String glass,
        Instant glassUntil) {

    private static final Instant OPEN_ENDED = Instant.MAX;

    /** Rule 3: what others sent. */
    Optional<Ground> byConsent(AccessSettings.Default unasked, int wanted) {
        if (visit == null || denied || (wanted & ~labels) != 0) {
            return Optional.empty();
        }
        if (consents != null) {
            return Optional.of(
                    new Ground(Ground.CONSENT + "visit " + visit + ", consent " + consents, Purpose.TREAT, ends, visit));
        }
        return unasked == AccessSettings.Default.OPT_OUT
                ? Optional.of(
                        new Ground(Ground.CONSENT + "visit " + visit + ", not denied", Purpose.TREAT, OPEN_ENDED, visit))
                : Optional.empty();
    }

    /** Rule 4: whatever there is. */
    Optional<Ground> byGlass() {
        return glass == null
                ? Optional.empty()
                : Optional.of(new Ground(Ground.GLASS + glass, Purpose.BTG, glassUntil));
    }

    Optional<Reach> reach(AccessSettings.Default unasked) {
        if (glass != null) {
            return Optional.of(new Reach(person, SensitiveLabel.ALL));
        }
        return byConsent(unasked, 0).map(ground -> new Reach(person, labels));
    }

    /** When something of this ends by itself. */
    Instant until() {
        Instant first = ends == null ? OPEN_ENDED : ends;
        return glassUntil == null || first.isBefore(glassUntil) ? first : glassUntil;
    }
}
