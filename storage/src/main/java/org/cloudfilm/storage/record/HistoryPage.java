package org.cloudfilm.storage.record;

import java.util.List;
import java.util.Optional;

/** @param next what {@link HistoryQuery#after} must be for the following page; empty at the end */
public record HistoryPage(List<Version> versions, Optional<String> next) {

    /**
     * @param created the first version, or the first one after a deletion
     * @param named   created without an id, which it got here
     */
    public record Version(StoredRecord record, boolean created, boolean named) {}
}
