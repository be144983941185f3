package org.cloudfilm.storage.film;

import java.io.IOException;
import org.cloudfilm.storage.film.dicom.Dataset;

/**
 * What a pack and the catalogue keep of a header. It is made while the pixels still come in, which is time the sender
 * takes anyway; {@link #isOf} tells at the end whether it was the whole header.
 *
 * @param scanned positions counted from the start of the data set
 * @param header  the same, counted from the start of the Part 10 entry
 * @param chunk   of {@code header}
 * @param facts   of {@code header}
 */
record HeaderInPack(Dataset scanned, Dataset header, MetadataChunk chunk, InstanceFacts facts) {

    /** @param dataset where the data set begins in the Part 10 entry */
    static HeaderInPack of(InstanceIds ids, Dataset scanned, int dataset) throws IOException {
        Dataset header = scanned.shifted(dataset);
        return new HeaderInPack(scanned, header, Intake.chunk(ids, header), InstanceFacts.of(header));
    }

    /** False when elements followed the pixels. */
    boolean isOf(Dataset complete) {
        return scanned.hasElementsOf(complete);
    }
}
