package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/**
 * Rule 1: a patient and the patient's wards.
 *
 * @param own   empty when no hospital has sent anything about the patient
 * @param wards with what makes each one
 */
record OwnHorizon(Optional<PersonId> own, Map<PersonId, Wards.Ward> wards) implements Horizon {

    List<PersonId> persons() {
        List<PersonId> persons = new ArrayList<>(own.stream().toList());
        wards.keySet().stream().filter(ward -> !persons.contains(ward)).forEach(persons::add);
        return persons;
    }

    @Override
    public Scope scope() {
        List<PersonId> persons = persons();
        return persons.isEmpty() ? new Scope.Nothing() : new Scope.OfPersons(persons);
    }

    @Override
    public Optional<Ground> grants(Kept kept) {
        return of(kept.person());
    }

    @Override
    public Optional<Ground> about(HospitalId sender, Optional<PersonId> person) {
        return of(person);
    }

    private Optional<Ground> of(Optional<PersonId> person) {
        if (person.isEmpty()) {
            return Optional.empty();
        }
        return person.equals(own)
                ? Optional.of(searching())
                : person.map(wards::get).map(by -> new Ground(Ground.WARD + by.relatedPerson(), Purpose.PATRQT, by.until()));
    }

    @Override
    public Ground searching() {
        return Ground.lasting(Ground.OWN, Purpose.PATRQT);
    }

    @Override
    public Instant until() {
        return wards.values().stream().map(Wards.Ward::until).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }
}
