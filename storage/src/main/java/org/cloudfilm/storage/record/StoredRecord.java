package org.cloudfilm.storage.record;

import java.time.Instant;

/**
 * One version of a record.
 *
 * @param content complete JSON with id and meta; null when this version is a deletion. Attachments that were cut out
 *     are named in {@code cuts}
 * @param cuts    where base64 text was cut out of the content, in ascending order; empty for nearly all
 */
public record StoredRecord(
        RecordId id, int version, Instant lastUpdated, boolean deleted, byte[] content, AttachmentCuts cuts) {}
