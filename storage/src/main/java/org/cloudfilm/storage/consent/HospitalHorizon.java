package org.cloudfilm.storage.consent;

import java.util.Optional;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/** Rule 2, of a hospital's systems: all that the hospital sent. */
record HospitalHorizon(HospitalId hospital) implements Horizon {

    @Override
    public Scope scope() {
        return new Scope.SentBy(hospital);
    }

    @Override
    public Optional<Ground> grants(Kept kept) {
        return about(kept.hospital(), kept.person());
    }

    @Override
    public Optional<Ground> about(HospitalId sender, Optional<PersonId> person) {
        return sender.equals(hospital) ? Optional.of(searching()) : Optional.empty();
    }

    @Override
    public Ground searching() {
        return Ground.lasting(Ground.OWN_HOSPITAL, Purpose.TREAT);
    }
}
