package org.cloudfilm.storage.share;

import java.time.Instant;
import org.cloudfilm.storage.person.PersonId;

/** The beginning of an attempt to open a link. */
public sealed interface Attempt {

    /**
     * The passcode may be looked at, and the attempt must be ended by {@link Shares#wrong} or {@link Shares#right}.
     * What is never ended counts as wrong.
     */
    record Begun(Link link) implements Attempt {}

    /** As many passcodes as the link still bears are being looked at: to be tried again in a moment. */
    record Busy() implements Attempt {}

    /** The link was good once. */
    record Dead(Link link, Share.State state) implements Attempt {}

    /** No link has that URL. */
    record Unknown() implements Attempt {}

    /** What it takes to open it. */
    record Link(
            ShareId id,
            PersonId person,
            byte[] sealedKey,
            String passcode,
            String label,
            boolean images,
            boolean report,
            Instant expiresAt) {

        @Override
        public String toString() {
            return "Link[" + id + "]";
        }
    }
}
