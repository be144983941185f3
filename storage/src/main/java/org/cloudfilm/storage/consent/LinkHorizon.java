package org.cloudfilm.storage.consent;

import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/**
 * Rule 5: what a share link names.
 *
 * @param person who shares, as after all merges
 */
record LinkHorizon(UUID link, PersonId person, LinkContents.Opens opens) implements Horizon {

    @Override
    public Scope scope() {
        return new Scope.OfLink(person, opens.studies(), opens.records());
    }

    @Override
    public Optional<Ground> grants(Kept kept) {
        boolean named = kept.study().filter(opens.studies()::contains).isPresent()
                || kept.record().filter(opens.records()::contains).isPresent();
        return named ? about(kept.hospital(), kept.person()) : Optional.empty();
    }

    @Override
    public Optional<Ground> about(HospitalId sender, Optional<PersonId> whose) {
        return whose.equals(Optional.of(person)) ? Optional.of(searching()) : Optional.empty();
    }

    @Override
    public Ground searching() {
        return new Ground(Ground.LINK + link, Purpose.PATRQT, opens.until());
    }

    @Override
    public boolean directories() {
        return false;
    }
}
