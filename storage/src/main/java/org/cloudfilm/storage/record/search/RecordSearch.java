package org.cloudfilm.storage.record.search;

import org.cloudfilm.storage.consent.RecordPermit;

/** Finds records. Every query ends in bounded time and memory, or is refused as too costly. */
public interface RecordSearch {

    /** @throws org.cloudfilm.storage.record.RecordRefusal TOO_COSTLY when the database gives up on it */
    RecordPage search(RecordPermit permit, RecordQuery query);
}
