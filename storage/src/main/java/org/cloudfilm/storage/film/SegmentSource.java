package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bytes of segments, and of packs on their way to the object store, that lie with other processes. */
public interface SegmentSource {

    /** Where there are no other processes. */
    SegmentSource NONE = (pack, part, offset, length) -> Optional.empty();

    enum Part {
        /** the segment or pack itself */
        BYTES,
        /** the metadata beside it while it is a segment */
        METADATA
    }

    /**
     * Exactly the range asked for, to be closed by the caller.
     *
     * @return empty when nobody has that pack, or its holder no longer has it
     * @throws IOException when its holder cannot be asked now
     */
    Optional<InputStream> open(PackId pack, Part part, long offset, long length) throws IOException;
}
