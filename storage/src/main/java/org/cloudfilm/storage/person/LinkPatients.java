package org.cloudfilm.storage.person;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.PatientLinking;

/** Links Patient records to persons, as films are linked. */
public final class LinkPatients implements PatientLinking {

    private final LinkPerson linkPerson;

    public LinkPatients(LinkPerson linkPerson) {
        this.linkPerson = linkPerson;
    }

    @Override
    public List<Optional<LinkPerson.Linked>> link(List<Patient> patients) {
        List<Identification> identifications = patients.stream()
                .map(patient -> FhirIdentification.of(patient.hospital(), patient.id(), patient.content()))
                .toList();
        return linkPerson.linkAll(identifications).stream().map(Optional::of).toList();
    }
}
