package org.cloudfilm.storage.person;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * What a hospital says of a patient's identity.
 *
 * @param local    the hospital's own numbers for the patient, the most lasting one first; never empty
 * @param strong   numbers of the state: see {@link StrongNumber}
 */
public record Identification(
        HospitalId hospital, List<PatientNumber> local, List<StrongNumber> strong, Traits traits) {

    public Identification {
        local = List.copyOf(local);
        strong = List.copyOf(strong);
        if (local.isEmpty()) {
            throw new IllegalArgumentException("a patient without any number of its hospital cannot be told apart");
        }
    }

    /** A number counts when nothing contradicts it and a birth date and a name stand beside it. */
    List<StrongNumber> vouchedFor() {
        if (traits.nameKeys().isEmpty() || traits.birthDate().isEmpty()) {
            return List.of();
        }
        List<StrongNumber> counting = new ArrayList<>();
        for (StrongNumber number : strong) {
            Optional<LocalDate> says = number.birthDate();
            if (says.isEmpty() || says.equals(traits.birthDate())) {
                counting.add(number);
            }
        }
        return counting;
    }

    @Override
    public String toString() {
        return "Identification[" + hospital + "]";
    }
}
