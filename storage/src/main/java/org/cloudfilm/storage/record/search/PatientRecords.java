package org.cloudfilm.storage.record.search;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/** All that is kept about one Patient record: the operation {@code $everything}. */
public interface PatientRecords {

    /**
     * A page of the patient's records, the Patient first, then type by type in the order they came; with them, as
     * included, the records of directory types that they refer to.
     *
     * @throws org.cloudfilm.storage.record.RecordRefusal BAD_QUERY when {@code page} is none of ours
     */
    RecordPage everything(RecordPermit permit, Everything of);

    /**
     * @param types all when empty
     * @param since written at or after
     * @param count records in the page, 1 to 1000
     * @param page  {@link RecordPage#next} of the page before
     */
    record Everything(
            RecordId patient, Set<ResourceType> types, Optional<Instant> since, int count, Optional<String> page) {}
}
