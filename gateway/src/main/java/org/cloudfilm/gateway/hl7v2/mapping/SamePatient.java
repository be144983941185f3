package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.List;
import org.cloudfilm.gateway.hl7v2.ErrorCode;
import org.cloudfilm.gateway.hl7v2.Location;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.gateway.hl7v2.UnusableMessageException;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;

/** Messages that say that two patient numbers are of one person, or are not: A40, A24, A37. */
final class SamePatient {

    private final Draft draft;

    SamePatient(Draft draft) {
        this.draft = draft;
    }

    /** Each PID takes over the numbers of the MRG after it. */
    void merge() {
        Segment pid = null;
        int merged = 0;
        for (Segment segment : draft.message().segments()) {
            if (segment.name().equals("PID")) {
                pid = segment;
            } else if (segment.name().equals("MRG") && pid != null) {
                merge(pid, segment);
                merged++;
            }
        }
        if (merged == 0) {
            throw new UnusableMessageException(
                    ErrorCode.SEGMENT_SEQUENCE, new Location("MRG", 1, 0, 0), "a merge needs PID and MRG");
        }
    }

    private void merge(Segment pid, Segment mrg) {
        Patient surviving = draft.patients().patient(pid);
        PatientIdentifiers old = new PatientIdentifiers(draft.hospital());
        mrg.repetitions(1).forEach(old::add);
        Identifier survivingKey = draft.patients().key(surviving);
        List<Identifier> gone = old.list().stream().filter(number -> !number.equalsDeep(survivingKey)).toList();
        if (gone.isEmpty()) {
            throw new UnusableMessageException(
                    ErrorCode.REQUIRED_FIELD_MISSING, mrg.at(1), "the number that is given up is needed");
        }
        Reference reference = draft.transaction().update(surviving, survivingKey);
        for (Identifier number : gone) {
            Patient replaced = new Patient().setActive(false).addIdentifier(number);
            replaced.addLink().setOther(reference).setType(LinkType.REPLACEDBY);
            Reference other = draft.transaction().update(replaced, number);
            surviving.addLink().setOther(other).setType(LinkType.REPLACES);
        }
    }

    /** Two PIDs that see each other. */
    void link() {
        Patients both = updateBoth();
        both.first.addLink().setOther(both.secondReference).setType(LinkType.SEEALSO);
        both.second.addLink().setOther(both.firstReference).setType(LinkType.SEEALSO);
    }

    /** Two PIDs that do not: as they are sent, without a link. */
    void unlink() {
        updateBoth();
    }

    private record Patients(Patient first, Reference firstReference, Patient second, Reference secondReference) {}

    private Patients updateBoth() {
        List<Segment> pids = draft.message().all("PID");
        if (pids.size() != 2) {
            throw new UnusableMessageException(
                    ErrorCode.SEGMENT_SEQUENCE, new Location("PID", 2, 0, 0), "two patients are needed");
        }
        Patient first = draft.patients().patient(pids.get(0));
        Patient second = draft.patients().patient(pids.get(1));
        return new Patients(
                first,
                draft.transaction().update(first, draft.patients().key(first)),
                second,
                draft.transaction().update(second, draft.patients().key(second)));
    }
}
