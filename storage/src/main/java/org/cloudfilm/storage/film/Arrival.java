package org.cloudfilm.storage.film;

import org.cloudfilm.storage.hospital.HospitalId;

/**
 * How an instance reached us.
 *
 * @param hospital the authenticated sender
 * @param via      the protocol
 * @param sender   the AE title or client id that sent it
 */
public record Arrival(HospitalId hospital, Via via, String sender) {

    public enum Via {
        DIMSE,
        STOW
    }
}
