package org.cloudfilm.storage.record;

import java.time.Instant;

/** What the record table holds of a record that a transaction touches, without its content. */
record CurrentRow(
        long rid,
        RecordId id,
        int version,
        Instant updatedAt,
        String hospital,
        long subject,
        boolean deleted,
        int labels) {}
