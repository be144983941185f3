package org.cloudfilm.storage.person;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What a hospital says of a patient's identity, as far as it helps to tell who it is.
 *
 * @param residentId present only when it passed the check of GB 11643
 * @param birthDate  as the hospital recorded it
 * @param nameKeys   the name's groups in normalised form (case, accents and separators folded), none empty
 */
public record Identification(Optional<ResidentId> residentId, Optional<LocalDate> birthDate, Set<String> nameKeys) {

    public Identification {
        nameKeys = Set.copyOf(nameKeys);
    }

    /** A resident ID counts as strong only when nothing contradicts it and a birth date and a name stand beside it. */
    boolean strong() {
        return residentId.isPresent()
                && !nameKeys.isEmpty()
                && birthDate.equals(residentId.map(ResidentId::birthDate));
    }
}
