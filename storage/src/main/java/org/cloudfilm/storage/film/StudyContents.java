package org.cloudfilm.storage.film;

import java.util.Map;
import java.util.Optional;

/**
 * A study as the archive holds it in memory.
 *
 * @param change   the catalogue's version of the study when this was read
 * @param metadata where the DICOM JSON of each instance lies
 * @param packs    all packs of the study
 */
record StudyContents(StudyIndex index, long change, Map<Place, PackRecord.Chunk> metadata, Map<PackId, Pack> packs) {

    /** What names a stored version of an instance. */
    record Place(PackId pack, long position) {

        static Place of(StoredInstance instance) {
            return new Place(instance.pack(), instance.offset());
        }
    }

    /** A pack as the catalogue describes it; sizes and ends are 0 while it is open. */
    record Pack(PackId id, boolean open, String boundary, long bodyStart, long bodyEnd, long metadataBase,
            int records) {}

    Optional<Pack> pack(PackId id) {
        return Optional.ofNullable(packs.get(id));
    }

    int weight() {
        return 1000 + 700 * metadata.size() + 200 * packs.size();
    }
}
