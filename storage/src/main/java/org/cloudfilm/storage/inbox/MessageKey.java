package org.cloudfilm.storage.inbox;

import org.cloudfilm.storage.hospital.HospitalId;

/**
 * What makes a message the one it is.
 *
 * @param sender    the sending application and facility (MSH-3, MSH-4): control IDs are theirs to give
 * @param controlId MSH-10, not empty
 */
public record MessageKey(HospitalId hospital, String sender, String controlId) {

    public MessageKey {
        if (controlId.isEmpty()) {
            throw new IllegalArgumentException("a message without control ID cannot be told from others");
        }
    }
}
