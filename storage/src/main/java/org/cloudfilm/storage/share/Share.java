package org.cloudfilm.storage.share;

import java.time.Instant;
import java.util.List;
import org.cloudfilm.storage.film.StudyUid;

/**
 * A link as whoever made it sees it.
 *
 * @param events every use of it, the newest first
 */
public record Share(
        ShareId id,
        State state,
        List<StudyUid> studies,
        String label,
        boolean images,
        boolean report,
        Instant madeAt,
        Instant expiresAt,
        int openingsLeft,
        int attemptsLeft,
        List<Event> events) {

    /** Only an active one can be opened; of a used-up one, what was given out with the last opening still works. */
    public enum State {
        ACTIVE,
        EXPIRED,
        USED_UP,
        /** too many wrong passcodes */
        LOCKED,
        REVOKED
    }

    public enum Outcome {
        OPENED,
        WRONG_PASSCODE
    }

    /** @param recipient as the other side called itself */
    public record Event(Instant at, String recipient, Outcome outcome) {}

    @Override
    public String toString() {
        return "Share[" + id + ", " + state + "]";
    }
}
