package org.cloudfilm.storage.consent;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.ResourceType;

/** The platform's own work: what is needed to charge for what was performed, of all patients, and nothing clinical. */
record PlatformHorizon() implements Horizon {

    private static final Set<ResourceType> TYPES = Set.copyOf(EnumSet.of(
            ResourceType.SERVICE_REQUEST,
            ResourceType.ENCOUNTER,
            ResourceType.IMAGING_STUDY,
            ResourceType.CHARGE_ITEM,
            ResourceType.INVOICE));

    @Override
    public Scope scope() {
        return new Scope.OfTypes(TYPES);
    }

    @Override
    public Optional<Ground> grants(Kept kept) {
        return kept.record().filter(record -> TYPES.contains(record.type())).map(record -> searching());
    }

    @Override
    public Optional<Ground> about(HospitalId sender, Optional<PersonId> person) {
        return Optional.empty();
    }

    @Override
    public Ground searching() {
        return Ground.lasting(Ground.PLATFORM, Purpose.HPAYMT);
    }
}
