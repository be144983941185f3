package org.cloudfilm.storage.consent.book;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/**
 * A doctor read without consent in an emergency.
 *
 * @param name   of the doctor, as far as is known
 * @param reason in the doctor's words
 * @param until  when it ends by itself, or ended
 * @param review what the reviewer found, once there is one
 */
public record BrokenGlass(
        UUID id,
        String clinician,
        String name,
        HospitalId hospital,
        PersonId person,
        String reason,
        Instant at,
        Instant until,
        State state,
        Optional<Review> review) {

    public enum State {
        OPEN,
        JUSTIFIED,
        UNJUSTIFIED
    }

    public record Review(String by, Instant at, String remark) {}

    @Override
    public String toString() {
        return "BrokenGlass[" + id + "]";
    }
}
