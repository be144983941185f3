package org.cloudfilm.storage.film.dicom;

/**
 * Where the frames of an instance lie, as byte ranges counted from the start of its Part 10 entry. Native frames are
 * arithmetic; encapsulated ones are runs of fragments (PS3.5 annex A.4). Immutable.
 */
public interface FrameTable {

    int count();

    /**
     * The byte ranges of a frame, {@code [start, end)} pairs in order; more than one pair when an encapsulated frame
     * has several fragments. {@code frame} counts from 1, as frame numbers in DICOM do.
     *
     * @throws IndexOutOfBoundsException when there is no such frame
     */
    long[] ranges(int frame);
}
