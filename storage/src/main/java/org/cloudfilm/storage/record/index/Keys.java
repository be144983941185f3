package org.cloudfilm.storage.record.index;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.cloudfilm.storage.record.Key64;

/** Keys of systems and codes, which are the same few in most records: remembered in a table of fixed size. */
final class Keys {

    private static final int SLOTS = 1 << 12;
    private static final int LONGEST = 120;
    private static final AtomicReferenceArray<Known> KNOWN = new AtomicReferenceArray<>(SLOTS);

    private Keys() {}

    static long of(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 12 ^ hash >>> 20) & SLOTS - 1;
        Known known = KNOWN.getAcquire(slot);
        if (known != null && known.text.equals(text)) {
            return known.key;
        }
        long key = Key64.of(text);
        if (text.length() <= LONGEST) {
            KNOWN.setRelease(slot, new Known(text, key));
        }
        return key;
    }

    private record Known(String text, long key) {}
}
