package org.cloudfilm.storage.object;

import java.io.IOException;

/** An object store could not do what it was asked. The message names keys and settings, never secrets or contents. */
public final class ObjectStoreException extends IOException {

    /** What to do about it. */
    public enum Kind {
        /** unreachable, too slow, busy, disk full or failing: try again later */
        UNAVAILABLE,
        /** the store knows us and says no to this operation: an operator must grant it */
        DENIED,
        /** bucket or directory missing, wrong credentials, wrong region: an operator must correct the settings */
        MISCONFIGURED,
        /** the range asked for is not within the object: a mistake of the caller, or a damaged object */
        BAD_RANGE
    }

    private final Kind kind;

    ObjectStoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    ObjectStoreException(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }
}
