package org.cloudfilm.storage.visit;

import java.time.Instant;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;

/**
 * One Encounter as a visit.
 *
 * @param patient the Patient record it is of
 * @param kind    {@code class.code}, such as AMB, IMP, EMER; may be empty
 * @param endedAt of one that took place and is over
 */
public record Visit(
        RecordId encounter,
        HospitalId hospital,
        RecordId patient,
        String kind,
        boolean open,
        Optional<Instant> since,
        Optional<Instant> endedAt) {}
