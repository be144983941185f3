package org.cloudfilm.storage.record.search;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.DateInterval;

/** All that is kept about one Patient, or of one Encounter: the operation {@code $everything}. */
public interface PatientRecords {

    /**
     * A page of the patient's records, or of the Encounter, its patient and what belongs to it: the Patient first, then
     * type by type in the order they came; with them, as included, the records of directory types that they refer to.
     *
     * @throws org.cloudfilm.storage.record.RecordRefusal BAD_QUERY when {@code page} is none of ours
     */
    RecordPage everything(RecordPermit permit, Everything of);

    /**
     * @param of    a Patient or an Encounter
     * @param types all when empty; those included must be of them as well
     * @param since written at or after
     * @param care  records all of whose dates of care lie outside are left out; those without any stay
     * @param count records in the page, 1 to 1000
     * @param page  {@link RecordPage#next} of the page before
     */
    record Everything(
            RecordId of,
            Set<ResourceType> types,
            Optional<Instant> since,
            Optional<DateInterval> care,
            int count,
            Optional<String> page) {}
}
