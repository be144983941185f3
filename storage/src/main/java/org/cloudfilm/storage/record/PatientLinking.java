package org.cloudfilm.storage.record;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.json.JsonDocument;

/** Says which person a Patient record is. Called inside the transaction that writes the record. */
public interface PatientLinking {

    /** The person and identity of each patient, in their order; empty for those that cannot be told yet. */
    List<Optional<LinkPerson.Linked>> link(List<Patient> patients);

    /**
     * @param content    of the Patient resource, as it will be stored but for its id and meta
     * @param knownAs the person the record was linked to before this change
     */
    record Patient(RecordId id, HospitalId hospital, JsonDocument content, Optional<PersonId> knownAs) {}
}
