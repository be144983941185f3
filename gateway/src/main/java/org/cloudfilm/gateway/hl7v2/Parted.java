package org.cloudfilm.gateway.hl7v2;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.gateway.hl7v2.mapping.Cleared;
import org.cloudfilm.storage.record.OwnRecords;
import org.cloudfilm.storage.record.RecordId;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Patient;

/**
 * A merge that is taken back (A37).
 *
 * @param patient whose number was given up
 * @param from    who took it over: not whom the message names where others are between the two
 * @param with    all that were given up for the patient, itself included: they go where it goes
 */
record Parted(RecordId patient, RecordId from, Set<RecordId> with) {

    /**
     * Empty where neither was given up for the other.
     *
     * @throws UnusableMessageException when both were given up for a third: which of them is not the third, is not said
     */
    static Optional<Parted> of(BundleEntryComponent one, BundleEntryComponent other, KnownRecords known) {
        Optional<RecordId> first = known.of(one).map(OwnRecords.Known::id);
        Optional<RecordId> second = known.of(other).map(OwnRecords.Known::id);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        List<RecordId> ofFirst = known.successors(first.get());
        List<RecordId> ofSecond = known.successors(second.get());
        if (ofFirst.contains(second.get())) {
            return parted(first.get(), ofFirst, known);
        }
        if (ofSecond.contains(first.get())) {
            return parted(second.get(), ofSecond, known);
        }
        if (ofFirst.stream().anyMatch(ofSecond::contains)) {
            throw new UnusableMessageException(
                    ErrorCode.UNKNOWN_KEY, new Location("PID", 2, 3, 0), "both were merged into a third: name that one");
        }
        return Optional.empty();
    }

    private static Optional<Parted> parted(RecordId patient, List<RecordId> successors, KnownRecords known) {
        return Optional.of(new Parted(patient, successors.getFirst(), known.replaced(patient)));
    }

    /** Notes the links between the two that end; whoever the message does not speak of joins its transaction. */
    void unlink(Bundle bundle, KnownRecords known) {
        patient(bundle, patient, known).ifPresent(gone -> Cleared.noteLink(gone, from.toString()));
        patient(bundle, from, known).ifPresent(kept -> Cleared.noteLink(kept, patient.toString()));
    }

    private static Optional<Patient> patient(Bundle bundle, RecordId id, KnownRecords known) {
        return SamePatients.patients(bundle).stream()
                .filter(entry -> known.named(entry.getFullUrl()).equals(id.toString()))
                .findFirst()
                .map(entry -> (Patient) entry.getResource())
                .or(() -> known.addPatient(bundle, id));
    }
}
