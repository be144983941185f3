package org.cloudfilm.storage.film;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Studies that have changed and whose records do not list their newest instances yet: they shall once nothing has come
 * for a moment, or after a while if it never stops.
 */
final class QuietStudies {

    static final long QUIET_NANOS = 1_000_000_000L;
    static final long LONGEST_NANOS = 10_000_000_000L;

    private record Times(long first, long last) {}

    private final LongSupplier nanoTime;
    private final Map<StudyUid, Times> changed = new HashMap<>();

    QuietStudies(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void changed(StudyUid study) {
        long now = nanoTime.getAsLong();
        changed.merge(study, new Times(now, now), (before, after) -> new Times(before.first, after.last));
    }

    /** Those that have been quiet for long enough; they are forgotten here. */
    synchronized List<StudyUid> take() {
        long now = nanoTime.getAsLong();
        List<StudyUid> quiet = new ArrayList<>();
        Iterator<Map.Entry<StudyUid, Times>> all = changed.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<StudyUid, Times> one = all.next();
            Times times = one.getValue();
            if (now - times.last >= QUIET_NANOS || now - times.first >= LONGEST_NANOS) {
                quiet.add(one.getKey());
                all.remove();
            }
        }
        return quiet;
    }
}
