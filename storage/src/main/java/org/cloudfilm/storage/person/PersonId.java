package org.cloudfilm.storage.person;

import java.util.Collection;
import java.util.UUID;

/** A human across hospitals. Random, so that it tells nothing about whom it names. */
public record PersonId(UUID value) {

    /** For a parameter of a statement. */
    public static UUID[] values(Collection<PersonId> persons) {
        return persons.stream().map(PersonId::value).toArray(UUID[]::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
