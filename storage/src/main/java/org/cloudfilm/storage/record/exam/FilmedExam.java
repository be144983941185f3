package org.cloudfilm.storage.record.exam;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * An exam of which there are films.
 *
 * @param hospital    that made and sent them
 * @param day         Study Date (0008,0020)
 * @param receivedAt  first image
 * @param description Study Description (0008,1030), may be empty
 * @param modalities  of its series
 * @param bodyParts   Body Part Examined (0018,0015) of its series
 * @param instances   newest versions
 * @param orders      ServiceRequests it is based on, as far as the permit covers them
 */
public record FilmedExam(
        StudyUid study,
        HospitalId hospital,
        Optional<LocalDate> day,
        Instant receivedAt,
        String description,
        List<String> modalities,
        List<String> bodyParts,
        int instances,
        List<StoredOrder> orders) {

    @Override
    public String toString() {
        return "FilmedExam[" + study + "]";
    }
}
