package org.cloudfilm.storage.film.catalogue;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.StudyUid;

/**
 * A search. All criteria must hold; those on series and on items of a sequence must hold of one and the same series
 * and item.
 *
 * @param study      only within this study
 * @param series     only within this series
 * @param fuzzyNames names match when each word of the criterion begins a word of the name or is much like one
 * @param offset     matches to skip, in an order that is the same for every page
 * @param limit      matches to return at most
 */
public record FilmQuery(
        FilmLevel level,
        Optional<StudyUid> study,
        Optional<SeriesUid> series,
        List<Criterion> criteria,
        boolean fuzzyNames,
        int offset,
        int limit) {

    /** One attribute and what it must be like. */
    public record Criterion(SearchKey key, Matching matching) {}

    public FilmQuery {
        criteria = List.copyOf(criteria);
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("offset counts from 0, limit from 1");
        }
    }

    /** The one Patient ID the search is confined to, if it names one. */
    public Optional<String> patientId() {
        for (Criterion criterion : criteria) {
            if (criterion.key == SearchKey.PATIENT_ID
                    && criterion.matching instanceof Matching.AnyOf(List<String> values)
                    && values.size() == 1) {
                return Optional.of(values.getFirst());
            }
        }
        return Optional.empty();
    }
}
