package org.cloudfilm.storage.record.exam;

import java.time.Instant;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;

/** A ServiceRequest. @param content JSON */
public record StoredOrder(RecordId id, HospitalId hospital, Instant lastUpdated, byte[] content) {

    @Override
    public String toString() {
        return "StoredOrder[" + id + "]";
    }
}
