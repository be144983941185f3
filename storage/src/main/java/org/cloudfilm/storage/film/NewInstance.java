package org.cloudfilm.storage.film;

import java.util.Optional;
import org.cloudfilm.storage.film.dicom.Dataset;

/**
 * An instance on its way into the catalogue.
 *
 * @param pack     the segment or pack it lies in
 * @param record   where; its version is what the pack says, 0 when the catalogue is to decide
 * @param dataset  its attributes, positions counted from the start of the Part 10 entry
 * @param facts    of that data set
 * @param frames   found in its pixel data
 * @param instead  where the same bytes are lost or damaged, if they are
 * @param back     it came before, but the catalogue does not, or no longer, know of it: what came since may be newer
 */
record NewInstance(
        PackHeader pack,
        PackRecord record,
        Dataset dataset,
        InstanceFacts facts,
        int frames,
        Optional<StudyContents.Place> instead,
        boolean back) {

    InstanceIds ids() {
        return new InstanceIds(pack.study(), record.series(), record.instance(), record.sopClass());
    }

    /** The same once more, with what its pack says of it. */
    NewInstance back(PackRecord known) {
        return new NewInstance(pack, known, dataset, facts, frames, instead, true);
    }

    NewInstance insteadOf(StudyContents.Place gone) {
        return new NewInstance(pack, record, dataset, facts, frames, Optional.of(gone), back);
    }
}
