package org.cloudfilm.viewer.settlement;

import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * The charge of one ordered exam.
 *
 * @param order    logical id of the ServiceRequest
 * @param item     code of the exam item
 * @param amount   what it costs as things stand
 * @param study    Study Instance UID, once it was performed
 * @param because  why it is in its state: ordered, arrived, recognised, order-revoked, restored, moved, settle, …
 */
public record Charge(
        UUID id,
        Visit visit,
        String order,
        String item,
        String name,
        String nameEn,
        Fen price,
        Fen reduction,
        Fen amount,
        Optional<String> study,
        ChargeState state,
        String because,
        Optional<UUID> settlement) {

    static final String ARRIVED = "arrived";

    /**
     * The visit a charge is on.
     *
     * @param encounter logical id of the Encounter
     * @param subject   key of the visit's Patient record: patient_record.subject
     * @param patient   its logical id
     */
    public record Visit(HospitalId hospital, String encounter, long subject, String patient) {}

    /** Not performed, at its full price, belonging to no settlement. */
    Charge unperformed(ChargeState next, String why) {
        return new Charge(id, visit, order, item, name, nameEn, price, reduction, price, Optional.empty(), next, why,
                Optional.empty());
    }

    /** Performed and to be paid. */
    Charge performed(String film, boolean digital) {
        Fen owed = digital ? price : price.minus(reduction);
        return new Charge(id, visit, order, item, name, nameEn, price, reduction, owed, Optional.of(film),
                ChargeState.DUE, ARRIVED, Optional.empty());
    }

    /** On this visit instead. */
    Charge of(Visit other) {
        return new Charge(id, other, order, item, name, nameEn, price, reduction, amount, study, state, because,
                settlement);
    }

    /** Performed while it is being paid, or after. */
    Charge withStudy(String film) {
        return new Charge(id, visit, order, item, name, nameEn, price, reduction, amount, Optional.of(film), state,
                because, settlement);
    }

    Charge in(ChargeState next, String why, Optional<UUID> by) {
        return new Charge(id, visit, order, item, name, nameEn, price, reduction, amount, study, next, why, by);
    }
}
