package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.util.Optional;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;

/**
 * All that the rules need to know of a film or a record.
 *
 * @param study  empty for a record
 * @param record empty for a film
 * @param person empty when it speaks of no single patient, or of one not linked to a person
 * @param at     when it came
 * @param labels of {@link SensitiveLabel}, as bits
 */
record Kept(
        Optional<StudyUid> study,
        Optional<RecordId> record,
        HospitalId hospital,
        Optional<PersonId> person,
        Instant at,
        int labels) {}
