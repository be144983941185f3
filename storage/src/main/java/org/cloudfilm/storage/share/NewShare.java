package org.cloudfilm.storage.share;

import java.time.Instant;
import java.util.List;
import org.cloudfilm.storage.film.StudyUid;

/**
 * A link about to be made.
 *
 * @param id       random
 * @param key      what opens it
 * @param studies  at least one; all of one person
 * @param label    at most 80 characters, empty for none
 * @param images   whether the films can be looked at
 * @param report   whether the records about them are in it
 * @param openings how often it may be opened
 * @param attempts how many wrong passcodes it bears in its life
 */
public record NewShare(
        ShareId id,
        Key key,
        List<StudyUid> studies,
        String label,
        boolean images,
        boolean report,
        Instant expiresAt,
        int openings,
        int attempts) {

    public NewShare {
        studies = List.copyOf(studies);
    }

    /**
     * @param locator   SHA-256 of the secret in the link's URL
     * @param sealedKey the key of its files, sealed
     * @param passcode  a slow hash
     */
    public record Key(byte[] locator, byte[] sealedKey, String passcode) {

        @Override
        public String toString() {
            return "Key[***]";
        }
    }

    @Override
    public String toString() {
        return "NewShare[" + id + "]";
    }
}
