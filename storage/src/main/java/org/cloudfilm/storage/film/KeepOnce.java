package org.cloudfilm.storage.film;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same bytes are kept once, unless those that were kept are lost, damaged or out of reach: then the new ones take
 * their place.
 */
record KeepOnce(CatalogueWriter catalogue, KeptBytes kept) {

    private static final Logger log = LoggerFactory.getLogger(KeepOnce.class);
    /** Others may be bringing the same bytes at the same time. */
    private static final int TRIES = 3;

    /** @param first what the catalogue made of the instance */
    CatalogueAnswer settle(NewInstance instance, CatalogueAnswer first) {
        CatalogueAnswer answer = first;
        for (int tries = 0; tries < TRIES && answer instanceof CatalogueAnswer.Known known
                && !known.place().pack().equals(instance.pack().id()) && kept.gone(known.place()); tries++) {
            log.warn("pack {} is lost, out of reach, or damaged at byte {}: the instance was sent again and is kept anew",
                    known.place().pack(), known.place().position());
            answer = catalogue.submit(instance.insteadOf(known.place())).join();
        }
        return answer;
    }
}
