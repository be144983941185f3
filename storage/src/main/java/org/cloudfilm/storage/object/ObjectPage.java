package org.cloudfilm.storage.object;

import java.util.List;
import java.util.Optional;

/**
 * Some objects, in key order.
 *
 * @param more whether there are others behind the last of these
 */
public record ObjectPage(List<Entry> entries, boolean more) {

    public ObjectPage {
        entries = List.copyOf(entries);
    }

    /** Where the next page begins: the {@code after} to ask with; empty when this was the last. */
    public Optional<ObjectKey> next() {
        return more ? Optional.of(entries.getLast().key()) : Optional.empty();
    }

    static void requireLimit(int limit) {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("a page has 1 to 1000 entries");
        }
    }

    /** One object of a listing; {@code size} in bytes. */
    public record Entry(ObjectKey key, long size) {}
}
