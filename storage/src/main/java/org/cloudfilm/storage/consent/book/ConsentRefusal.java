package org.cloudfilm.storage.consent.book;

import java.util.Locale;

/** Why what somebody wanted of consents was not done. */
public enum ConsentRefusal {
    /** the hospital has no such patient */
    NO_SUCH_PATIENT,
    /** the patient is linked to no person, so there is nobody to ask */
    UNIDENTIFIED,
    /** the hospital has no open visit of the patient */
    NO_OPEN_VISIT,
    /** of one person on one day */
    ASKED_TOO_OFTEN,
    /** or it is somebody else's */
    NO_SUCH_REQUEST,
    ANSWERED_BEFORE,
    EXPIRED,
    /** under fourteen a guardian decides */
    GUARDIAN_NEEDED,
    /** or somebody else's */
    NO_SUCH_PERSON,
    /** nothing is kept of the person that a consent could speak of */
    NO_RECORDS,
    NO_SUCH_HOSPITAL,
    /** or it is somebody else's, or ended before */
    NO_SUCH_CONSENT,
    /** or it was reviewed before */
    NO_SUCH_GLASS;

    /** As the audit trail has it. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
