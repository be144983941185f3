package org.cloudfilm.storage.film;

import javax.sql.DataSource;
import org.cloudfilm.storage.object.ObjectStore;

/** The films of a process that takes none in: read from the object store and from those who take them in. */
public final class SharedArchive {

    private SharedArchive() {}

    /** @param indexCacheWeight bytes, roughly, of study indexes held in memory */
    public static FilmReader reader(
            DataSource dataSource, ObjectStore store, SegmentSource others, long indexCacheWeight) {
        return new ArchiveReader(
                new StudyCache(dataSource, indexCacheWeight), PackFiles.shared(store, others),
                LargeHeaders.ofThisProcess());
    }
}
