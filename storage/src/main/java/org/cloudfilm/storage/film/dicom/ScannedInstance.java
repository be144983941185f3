package org.cloudfilm.storage.film.dicom;

import org.cloudfilm.storage.film.InstanceIds;

/**
 * What a scan found. Positions in {@code header} and {@code frames} count from the start of the data set.
 *
 * @param header the attributes, with large values and pixel data as references
 * @param length of the data set as it was fed, in bytes
 */
public record ScannedInstance(InstanceIds ids, Dataset header, FrameTable frames, long length) {

    /** The same, with positions counted from {@code by} bytes earlier: the start of the Part 10 entry. */
    public ScannedInstance shifted(long by) {
        return new ScannedInstance(ids, header.shifted(by), frames.shifted(by), length);
    }
}
