package org.cloudfilm.storage.record;

import org.cloudfilm.storage.record.search.MatchCriteria;

/** What others do inside a transaction that writes records. */
public record RecordHooks(MatchCriteria matching, PatientLinking people, ChangeListener listener) {}
