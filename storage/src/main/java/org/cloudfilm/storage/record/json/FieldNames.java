package org.cloudfilm.storage.record.json;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Names seen before, found by their bytes. Of fixed size: a name that finds its place taken is simply made anew. */
final class FieldNames {

    private static final int SLOTS = 1 << 12;
    private static final AtomicReferenceArray<String> KNOWN = new AtomicReferenceArray<>(SLOTS);
    private static final int LONGEST = 40;

    private FieldNames() {}

    static String get(byte[] bytes, int start, int end, int hash) {
        int slot = (hash ^ hash >>> 12) & SLOTS - 1;
        String known = KNOWN.getAcquire(slot);
        if (known != null && JsonText.equal(bytes, start, end, known)) {
            return known;
        }
        String made = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        if (known == null && end - start <= LONGEST) {
            KNOWN.setRelease(slot, made);
        }
        return made;
    }
}
