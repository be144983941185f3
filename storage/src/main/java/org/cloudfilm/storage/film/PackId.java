package org.cloudfilm.storage.film;

import java.util.Collection;
import java.util.UUID;

/** Names a segment from its first byte to its life as a pack. */
public record PackId(UUID value) {

    /** For a parameter of a statement. */
    static UUID[] values(Collection<PackId> packs) {
        return packs.stream().map(PackId::value).toArray(UUID[]::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
