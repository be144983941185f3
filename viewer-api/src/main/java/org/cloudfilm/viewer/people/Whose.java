package org.cloudfilm.viewer.people;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.Family;
import org.cloudfilm.storage.person.PersonId;

/** Tells a guardian whose it is; of the patient's own nothing needs to be said. */
final class Whose {

    static final Whose NOBODY = new Whose(List.of());

    private final Map<PersonId, Ward> wards = new HashMap<>();

    private Whose(List<Ward> wards) {
        wards.forEach(ward -> this.wards.put(new PersonId(UUID.fromString(ward.id)), ward));
    }

    /** @param birthDate null when it is not known */
    record Ward(String id, String name, LocalDate birthDate) {}

    static Whose of(Family family, Requester.Patient patient) {
        return new Whose(wards(family, patient));
    }

    static List<Ward> wards(Family family, Requester.Patient patient) {
        return family.faces(patient).stream()
                .filter(face -> !face.member().self())
                .map(face -> new Ward(
                        face.member().person().toString(), face.name(), face.birthDate().orElse(null)))
                .toList();
    }

    /** Null for the patient's own. */
    Ward of(PersonId person) {
        return wards.get(person);
    }
}
