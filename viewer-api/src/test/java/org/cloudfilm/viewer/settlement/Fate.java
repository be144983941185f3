package org.cloudfilm.viewer.settlement;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** What befalls a call to a provider. */
enum Fate {
    ANSWERED,
    /** it never arrives, and nobody is told */
    LOST_ON_THE_WAY,
    /** it is carried out, and the answer is lost */
    ANSWER_LOST,
    /** it is carried out, but only when somebody has asked about it already */
    LATE,
    /** it is begun and not ended; where that can not be, as {@link #ANSWER_LOST} */
    HALF,
    REFUSED,
    /** the process dies before the call */
    KILLED_BEFORE,
    /** the process dies when the call is carried out */
    KILLED_AFTER;

    /** The process is no more. */
    static final class Killed extends RuntimeException {}

    boolean killsBefore() {
        return this == KILLED_BEFORE;
    }

    boolean arrives() {
        return this != LOST_ON_THE_WAY && this != LATE && this != KILLED_BEFORE && this != REFUSED;
    }

    /** Fates in the order in which they will befall; after them everything is answered. */
    static final class Queue {

        private final Deque<Fate> coming = new ArrayDeque<>();

        synchronized void add(Collection<Fate> fates) {
            coming.addAll(fates);
        }

        synchronized void clear() {
            coming.clear();
        }

        synchronized Fate next() {
            Fate fate = coming.isEmpty() ? ANSWERED : coming.poll();
            if (fate.killsBefore()) {
                throw new Killed();
            }
            return fate;
        }
    }
}
