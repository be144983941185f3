package org.cloudfilm.storage.person;

import java.util.UUID;

/** A human across hospitals. Random, so that it tells nothing about whom it names. */
public record PersonId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
