package org.cloudfilm.storage.record;

import java.util.List;
import org.cloudfilm.storage.hospital.HospitalId;

/** Told of changes inside the database transaction that makes them: what it writes there stands or falls with them. */
public interface ChangeListener {

    /** Called with some or all changes of a transaction, on its thread. An exception undoes the transaction. */
    void changed(List<ChangedRecord> changes);

    /**
     * @param version 1 for a new record
     * @param subject key of the Patient in whose compartment it is, 0 when there is none
     * @param deleted by this change
     */
    record ChangedRecord(RecordId id, int version, HospitalId hospital, long subject, boolean deleted) {}
}
