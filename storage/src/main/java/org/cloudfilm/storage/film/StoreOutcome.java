package org.cloudfilm.storage.film;

import java.util.Optional;

/** What became of an instance. The identifiers are present as far as they could be read. */
public sealed interface StoreOutcome {

    Optional<InstanceIds> ids();

    /** Kept: durable and visible. A new version when the same hospital had sent other bytes under the same UID. */
    record Stored(InstanceIds instance, boolean newVersion) implements StoreOutcome {
        @Override
        public Optional<InstanceIds> ids() {
            return Optional.of(instance);
        }
    }

    /** The very same bytes were here already; nothing was added. */
    record AlreadyStored(InstanceIds instance) implements StoreOutcome {
        @Override
        public Optional<InstanceIds> ids() {
            return Optional.of(instance);
        }
    }

    /** Not kept. The detail is in terms of DICOM and free of patient data. */
    record Refused(Optional<InstanceIds> ids, Reason reason, String detail) implements StoreOutcome {}

    enum Reason {
        /** the data set cannot be parsed: truncated, lengths past the end, nested too deep … */
        MALFORMED,
        /** a UID that identifies study, series, instance or class is missing or no UID */
        MISSING_UID,
        /** the study, or the SOP Instance UID, belongs to another hospital */
        OTHER_HOSPITAL,
        /** the same SOP Instance UID was stored in another study or series */
        CONFLICTING_HIERARCHY,
        /** a limit of the deployment was exceeded (size, header size, nesting) */
        TOO_LARGE,
        /** no space, database or disk failing: the sender should try again later */
        OUT_OF_RESOURCES
    }
}
