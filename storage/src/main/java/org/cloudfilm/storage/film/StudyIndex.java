package org.cloudfilm.storage.film;

import java.util.List;
import java.util.Optional;

/**
 * What is stored of one study at one moment. Immutable.
 *
 * @param version changes whenever anything of the study changes; fit for an ETag
 */
public record StudyIndex(StudyUid study, String version, List<SeriesIndex> series) {

    public StudyIndex {
        series = List.copyOf(series);
    }

    public Optional<SeriesIndex> series(SeriesUid uid) {
        for (SeriesIndex one : series) {
            if (one.series().equals(uid)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
