package org.cloudfilm.storage.film;

import org.cloudfilm.storage.film.dicom.FrameTable;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/**
 * Where one version of one instance lies and what a reader must know to cut it up.
 *
 * @param pack    the segment or pack that holds it
 * @param offset  of its Part 10 entry in the pack, in bytes
 * @param length  of its Part 10 entry, in bytes
 * @param digest  {@link ContentDigest} of its data set, lower-case hex; fit for an ETag
 * @param frames  where its frames lie, relative to the start of the Part 10 entry; empty without pixel data
 */
public record StoredInstance(
        StudyUid study,
        SeriesUid series,
        SopInstanceUid uid,
        String sopClassUid,
        TransferSyntax transferSyntax,
        int instanceNumber,
        PackId pack,
        long offset,
        long length,
        String digest,
        FrameTable frames) {

    /** Names these bytes among those of all instances. */
    public String contentKey() {
        return uid.value() + '-' + digest;
    }
}
