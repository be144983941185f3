package org.cloudfilm.storage.consent.book;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;

/**
 * A doctor's request for a person's consent.
 *
 * @param person    who is asked, as that person is known now
 * @param patient   the hospital's Patient
 * @param clinician id of the doctor
 * @param name      of the doctor, as the patient is told
 * @param message   of the doctor to the patient; may be empty
 * @param consent   what it was answered with
 */
public record AskedAccess(
        long id,
        PersonId person,
        HospitalId hospital,
        RecordId patient,
        String clinician,
        String name,
        String message,
        Instant askedAt,
        Instant expiresAt,
        State state,
        Optional<UUID> consent) {

    public enum State {
        ASKED,
        CONFIRMED,
        DECLINED,
        EXPIRED
    }

    /** One that nobody answered in time has expired. */
    AskedAccess atTime(Instant now) {
        return state != State.ASKED || now.isBefore(expiresAt)
                ? this
                : new AskedAccess(id, person, hospital, patient, clinician, name, message, askedAt, expiresAt,
                        State.EXPIRED, consent);
    }

    @Override
    public String toString() {
        return "AskedAccess[" + id + "]";
    }
}
