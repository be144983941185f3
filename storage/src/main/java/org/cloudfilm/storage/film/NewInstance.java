package org.cloudfilm.storage.film;

import org.cloudfilm.storage.film.dicom.Dataset;

/**
 * An instance on its way into the catalogue.
 *
 * @param pack     the segment or pack it lies in
 * @param record   where; its version is what the pack says, 0 when the catalogue is to decide
 * @param dataset  its attributes, positions counted from the start of the Part 10 entry
 * @param facts    of that data set
 * @param frames   found in its pixel data
 */
record NewInstance(PackHeader pack, PackRecord record, Dataset dataset, InstanceFacts facts, int frames) {

    InstanceIds ids() {
        return new InstanceIds(pack.study(), record.series(), record.instance(), record.sopClass());
    }

    NewInstance with(PackRecord changed) {
        return new NewInstance(pack, changed, dataset, facts, frames);
    }
}
