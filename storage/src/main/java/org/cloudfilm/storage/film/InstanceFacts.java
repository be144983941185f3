package org.cloudfilm.storage.film;

import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Tags;

/**
 * What the catalogue keeps of one instance's header.
 *
 * @param number     Instance Number; like the others null when there is none
 * @param bits       Bits Allocated
 * @param attributes the JSON that searches answer
 */
record InstanceFacts(Integer number, Integer rows, Integer columns, Integer bits, String attributes) {

    static InstanceFacts of(Dataset header) {
        return new InstanceFacts(
                Facts.integer(header, Tags.InstanceNumber),
                Facts.integer(header, Tags.Rows),
                Facts.integer(header, Tags.Columns),
                Facts.integer(header, Tags.BitsAllocated),
                Facts.instanceAttributes(header));
    }
}
