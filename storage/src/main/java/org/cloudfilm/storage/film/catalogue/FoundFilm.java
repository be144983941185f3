package org.cloudfilm.storage.film.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * One match. The attributes are DICOM JSON objects (PS3.18 annex F) as stored; what is counted is as of the search.
 *
 * @param series   present from series level on
 * @param instance present at instance level
 */
public record FoundFilm(Study study, Optional<Series> series, Optional<Instance> instance) {

    public record Study(
            String uid, String attributes, List<String> modalities, int seriesCount, int instanceCount) {}

    public record Series(String uid, String attributes, int instanceCount) {}

    public record Instance(String uid, String attributes, String transferSyntax) {}
}
