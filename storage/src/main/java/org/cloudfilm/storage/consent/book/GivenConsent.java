package org.cloudfilm.storage.consent.book;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/**
 * What a person allows a hospital, or denies it.
 *
 * @param person    whose it is, as that person is known now
 * @param deny      the hospital may not, even where it may unless denied
 * @param sensitive labels of sensitive films and records that it includes; others are left out
 * @param hospital  empty in a denial: none may
 * @param ends      {@link #FOREVER} for as long as it is not withdrawn
 * @param record    id of the FHIR Consent that says the same
 */
public record GivenConsent(
        UUID id,
        PersonId person,
        Optional<HospitalId> hospital,
        Purpose purpose,
        boolean deny,
        Set<SensitiveLabel> sensitive,
        Instant starts,
        Instant ends,
        Optional<Instant> withdrawnAt,
        Optional<String> record) {

    public static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

    /** The same of one hospital alone. */
    GivenConsent of(HospitalId one) {
        return new GivenConsent(id, person, Optional.of(one), purpose, deny, sensitive, starts, ends, withdrawnAt, record);
    }

    public enum State {
        ACTIVE,
        ENDED,
        WITHDRAWN,
        DENIED
    }

    public State state(Instant now) {
        if (withdrawnAt.isPresent()) {
            return State.WITHDRAWN;
        }
        if (!now.isBefore(ends)) {
            return State.ENDED;
        }
        return deny ? State.DENIED : State.ACTIVE;
    }
}
