package org.cloudfilm.viewer.settlement;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * What is so at this moment, as charges need to know it. Read inside the caller's transaction, after it has locked the
 * order, so that of two who look the later one sees no less.
 */
interface OrderFacts {

    /** An order of an item that has a price, on a visit; empty for every other order, and when there is none. */
    Optional<Ordered> order(String order);

    /**
     * The decision by which an exam done before takes the place of the one that was ordered, as long as it stands. It
     * outlives the order: a draft that is not needed any more is deleted.
     */
    Optional<UUID> recognition(HospitalId hospital, String order);

    /** A study whose record is there. */
    Optional<Performed> study(String study);

    /**
     * @param stands  neither revoked nor entered in error
     * @param history told long after its visit had ended: what it cost was paid there and then, outside of here
     */
    record Ordered(
            String order,
            Charge.Visit visit,
            boolean stands,
            boolean history,
            String item,
            String name,
            String nameEn,
            Fen price,
            Fen reduction) {}

    /**
     * @param digitalFilm there are images that the patient can open
     * @param orders      it is based on, in their order
     */
    record Performed(String hospital, boolean digitalFilm, List<String> orders) {}
}
