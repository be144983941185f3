package org.cloudfilm.storage.record.exam;

import java.time.Instant;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;

/** A DiagnosticReport. @param content JSON, without attachments that were cut out for their size */
public record StoredReport(RecordId id, HospitalId hospital, Instant lastUpdated, byte[] content) {

    @Override
    public String toString() {
        return "StoredReport[" + id + "]";
    }
}
