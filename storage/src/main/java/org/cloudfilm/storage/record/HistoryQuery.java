package org.cloudfilm.storage.record;

import java.time.Instant;
import java.util.Optional;
import org.cloudfilm.storage.record.index.DateInterval;

/**
 * Which versions to list.
 *
 * @param type   all types when empty
 * @param id     all records when empty
 * @param since  versions made at or after
 * @param at     versions that were current at some time within
 * @param after  where the page before ended, as it said
 * @param count  entries in the page, 1 to 1000
 */
public record HistoryQuery(
        Optional<ResourceType> type,
        Optional<RecordId> id,
        Optional<Instant> since,
        Optional<DateInterval> at,
        Optional<String> after,
        int count) {}
