package org.cloudfilm.storage.film;

import java.util.UUID;

/** Names a segment from its first byte to its life as a pack. */
public record PackId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
