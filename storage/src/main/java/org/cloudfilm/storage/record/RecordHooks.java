package org.cloudfilm.storage.record;

import java.util.function.Predicate;
import org.cloudfilm.storage.record.search.MatchCriteria;

/**
 * What others do inside a transaction that writes records.
 *
 * @param reserved ids that may not be written under by whom this store serves: see {@link ReservedIds}
 */
public record RecordHooks(
        MatchCriteria matching, PatientLinking people, ChangeListener listener, Predicate<RecordId> reserved) {

    /** For the doors: what follows the films is not theirs to write. */
    public RecordHooks(MatchCriteria matching, PatientLinking people, ChangeListener listener) {
        this(matching, people, listener, ReservedIds::includes);
    }

    /** For the store through which the film archive itself writes. */
    public RecordHooks ofFilms() {
        return new RecordHooks(matching, people, listener, id -> false);
    }
}
