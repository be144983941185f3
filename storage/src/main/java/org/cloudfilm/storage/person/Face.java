package org.cloudfilm.storage.person;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** One identity as a reviewer compares it. */
public record Face(
        long identity, PersonId person, String hospital, PatientNumber number, List<String> names,
        Optional<LocalDate> birthDate, String sex, String phone, boolean multipleBirth, String linkedBy,
        OffsetDateTime seenAt) {

    @Override
    public String toString() {
        return "Face[" + identity + "]";
    }
}
