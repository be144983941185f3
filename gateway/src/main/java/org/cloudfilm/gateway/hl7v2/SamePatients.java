package org.cloudfilm.gateway.hl7v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.mapping.Cleared;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.LinkByHospital;
import org.cloudfilm.storage.record.MovePatientRecords;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordWriter;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Patient.PatientLinkComponent;

/**
 * What follows when a hospital says that two of its patients are one (A40: one number is given up; A24: both stay) or
 * are not (A37): the records of a number that is given up become the survivor's, and the persons behind them are one.
 * What the platform wrote about it, consents and bills, goes the same way where the two are one person indeed.
 */
public final class SamePatients {

    private final MovePatientRecords moves;
    private final LinkByHospital people;

    public SamePatients(MovePatientRecords moves, LinkByHospital people) {
        this.moves = moves;
        this.people = people;
    }

    /**
     * Links among patients that are known name them as their records do; those that the message ends are noted.
     *
     * @return whom A37 parts, as they were merged
     * @throws UnusableMessageException when A37 does not say which of two merges it takes back
     */
    Optional<Parted> nameLinks(Bundle bundle, String event, KnownRecords known) {
        List<BundleEntryComponent> patients = patients(bundle);
        for (BundleEntryComponent entry : patients) {
            Patient patient = (Patient) entry.getResource();
            for (PatientLinkComponent link : patient.getLink()) {
                link.getOther().setReference(known.named(link.getOther().getReference()));
                if (link.getType() == LinkType.REPLACES) {
                    endLongWayRound(entry, link, known);
                }
            }
            if (event.equals("A37")) {
                patients.forEach(other -> Cleared.noteLink(patient, known.named(other.getFullUrl())));
            }
        }
        Optional<Parted> parted =
                event.equals("A37") ? Parted.of(patients.get(0), patients.get(1), known) : Optional.empty();
        parted.ifPresent(two -> two.unlink(bundle, known));
        return parted;
    }

    /** Who takes over the number of one that, after others, took over its own, is given up no more. */
    private static void endLongWayRound(BundleEntryComponent survivor, PatientLinkComponent link, KnownRecords known) {
        List<RecordId> successors = known.of(survivor).map(found -> known.successors(found.id())).orElse(List.of());
        if (successors.stream().anyMatch(id -> id.toString().equals(link.getOther().getReference()))) {
            Cleared.noteLink((Patient) survivor.getResource(), successors.getFirst().toString());
        }
    }

    /** @param ids of what was written, by temporary names */
    void follow(Bundle bundle, Header header, RecordWriter writer, Map<String, RecordId> ids, Optional<Parted> parted) {
        String reason = Incoming.typeOf(header);
        List<BundleEntryComponent> patients = patients(bundle);
        switch (header.event()) {
            case "A40" -> {
                for (BundleEntryComponent entry : patients) {
                    RecordId replaced = ids.get(entry.getFullUrl());
                    for (RecordId survivor : replacedBy((Patient) entry.getResource(), ids)) {
                        moves.move(writer, writer.hospital(), replaced, survivor);
                        if (people.same(writer, survivor, replaced, reason)) {
                            moves.move(platform(writer), writer.hospital(), replaced, survivor);
                        }
                    }
                }
            }
            case "A24" -> people.same(
                    writer, ids.get(patients.get(0).getFullUrl()), ids.get(patients.get(1).getFullUrl()), reason);
            case "A37" -> parted.ifPresentOrElse(
                    two -> part(writer, two, reason),
                    () -> people.different(
                            writer, ids.get(patients.get(0).getFullUrl()), ids.get(patients.get(1).getFullUrl()), reason));
            default -> throw new IllegalArgumentException(header.event());
        }
    }

    private void part(RecordWriter writer, Parted parted, String reason) {
        for (RecordId one : parted.with()) {
            people.different(writer, one, parted.from(), reason);
            people.same(writer, parted.patient(), one, reason);
        }
        moves.moveBack(writer, writer.hospital(), parted.patient(), parted.from());
        moves.moveBack(platform(writer), writer.hospital(), parted.patient(), parted.from());
    }

    /** Writes what is nobody's but the platform's, because of what a hospital said. */
    private static RecordWriter platform(RecordWriter hospital) {
        return new RecordWriter(HospitalId.PLATFORM, hospital.actor());
    }

    static List<BundleEntryComponent> patients(Bundle bundle) {
        return bundle.getEntry().stream().filter(entry -> entry.getResource() instanceof Patient).toList();
    }

    /** Of this message; links of earlier ones have been followed. */
    private static List<RecordId> replacedBy(Patient patient, Map<String, RecordId> ids) {
        List<RecordId> survivors = new ArrayList<>();
        for (PatientLinkComponent link : patient.getLink()) {
            if (link.getType() == LinkType.REPLACEDBY) {
                String other = link.getOther().getReference();
                ids.forEach((name, id) -> {
                    if (name.equals(other) || id.toString().equals(other)) {
                        survivors.add(id);
                    }
                });
            }
        }
        return survivors;
    }
}
