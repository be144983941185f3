package org.cloudfilm.storage.record;

import java.util.List;
import java.util.Optional;

/** @param next what {@link HistoryQuery#after} must be for the following page; empty at the end */
public record HistoryPage(List<StoredRecord> versions, Optional<String> next) {}
