package org.cloudfilm.storage.film;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.dicom.Dataset;

/** The way out: what is stored, by range, with a permit for its study. */
public interface FilmReader {

    /**
     * All series of a study, each with its instances (newest versions only), ordered by series number, then series
     * UID; instances by instance number, then SOP Instance UID. Empty when nothing is stored under that UID. Cached:
     * asking for every frame is cheap.
     */
    Optional<StudyIndex> study(StudyPermit permit);

    /**
     * A part of the stored Part 10 entry of one instance. Nothing is read before the source is opened.
     *
     * @param offset in bytes, from the entry's first
     * @throws IndexOutOfBoundsException when the range is not within the entry
     */
    ByteSource part10(StudyPermit permit, StoredInstance instance, long offset, long length) throws IOException;

    /**
     * The data set up to the pixel data, with large values as references into the Part 10 entry. Waits while other large
     * headers are read.
     *
     * @throws IOException when the bytes cannot be had now, or are not what was stored
     */
    Dataset header(StudyPermit permit, StoredInstance instance) throws IOException;

    /**
     * DICOM JSON (PS3.18 annex F) of the given instances of one study, in their order, as one JSON array.
     *
     * @throws IOException when the study is gone, or one of the instances was replaced since it was looked up
     */
    MetadataSource metadata(StudyPermit permit, List<StoredInstance> instances) throws IOException;

    /**
     * All given instances as one ready {@code multipart/related} body, if they happen to lie like that in one pack;
     * otherwise empty and the caller assembles the body from {@link #part10}.
     */
    Optional<MultipartRange> asMultipart(StudyPermit permit, List<StoredInstance> instances) throws IOException;
}
