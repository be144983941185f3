package org.cloudfilm.viewer.recognition;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/**
 * What a doctor decided about an earlier exam.
 *
 * @param hospital  whose doctor decided
 * @param order     logical id of the ServiceRequest; empty for a citation without an order
 * @param study     the earlier exam
 * @param from      where that was made
 * @param person    empty while nobody knows whose Patient record it is
 * @param subject   key of the hospital's Patient record
 * @param item      code of the exam item, empty when unknown
 * @param reason    code of a {@link RepeatReason}, empty unless declined
 * @param specialty of the visit, empty when unknown
 * @param visit     id of the Encounter, empty when unknown
 */
public record Decision(
        UUID id,
        Kind kind,
        HospitalId hospital,
        String clinician,
        String order,
        String study,
        HospitalId from,
        Optional<PersonId> person,
        long subject,
        String item,
        String reason,
        String note,
        String specialty,
        String visit,
        Via via,
        Instant at,
        Optional<Instant> revokedAt) {

    /** What was decided. */
    public enum Kind {
        RECOGNISE,
        DECLINE,
        /** quoted in the doctor's note; decides nothing about the order */
        CITE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> find(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** Where it was decided. */
    public enum Via {
        PAGE,
        /** a card in the hospital's own system */
        CARD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** It stands. */
    public boolean live() {
        return revokedAt.isEmpty();
    }

    @Override
    public String toString() {
        return "Decision[" + id + " " + kind + "]";
    }
}
