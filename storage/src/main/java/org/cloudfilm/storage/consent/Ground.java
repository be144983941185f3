package org.cloudfilm.storage.consent;

import java.time.Instant;

/**
 * Why something may be read, as the audit trail says it.
 *
 * @param why   the purpose that is written down: an emergency is called one whatever the door said
 * @param until when the ground gives way by itself
 * @param visit with whose end it gives way, or null
 */
record Ground(String reason, Purpose why, Instant until, String visit) {

    static final String OWN = "rule 1: the patient's own";
    static final String WARD = "rule 1: a ward's, by RelatedPerson ";
    static final String OWN_HOSPITAL = "rule 2: sent by the requester's hospital";
    static final String CONSENT = "rule 3: ";
    static final String GLASS = "rule 4: glass broken, ";
    static final String LINK = "rule 5: share link ";
    static final String PLATFORM = "platform: settling what was performed";
    static final String DIRECTORY = "directory: says nothing of any patient";
    static final String OVERSIGHT = "the platform's operator oversees the trail";

    Ground(String reason, Purpose why, Instant until) {
        this(reason, why, until, null);
    }

    /** One that lasts. */
    static Ground lasting(String reason, Purpose why) {
        return new Ground(reason, why, Instant.MAX);
    }
}
