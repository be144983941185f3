package org.cloudfilm.storage.record;

import java.time.Instant;

/** What became of one change that was carried out. */
public sealed interface ChangeOutcome {

    RecordId id();

    record Created(StoredRecord record) implements ChangeOutcome {
        @Override
        public RecordId id() {
            return record.id();
        }
    }

    record Updated(StoredRecord record) implements ChangeOutcome {
        @Override
        public RecordId id() {
            return record.id();
        }
    }

    /** The same content as the current version, or a conditional create that found its match: nothing was written. */
    record Unchanged(StoredRecord record) implements ChangeOutcome {
        @Override
        public RecordId id() {
            return record.id();
        }
    }

    /** {@code id} is null when a conditional delete matched nothing, {@code version} 0 when there was nothing to do. */
    record Deleted(RecordId id, int version, Instant at) implements ChangeOutcome {}
}
