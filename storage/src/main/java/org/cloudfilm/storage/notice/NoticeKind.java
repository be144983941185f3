package org.cloudfilm.storage.notice;

/**
 * What a notice tells. Names are in the database and in the pages: they never change. Hospitals in parameters are ids,
 * moments ISO 8601, money whole fen.
 */
public enum NoticeKind {
    /** A doctor asks for consent: {@code request, hospital, clinician, expiresAt}. */
    ACCESS_ASKED,
    /** {@code consent, hospital, until, by} (the actor). */
    CONSENT_GIVEN,
    /** {@code consent, hospital, by}. */
    CONSENT_WITHDRAWN,
    /** A doctor read without consent in an emergency: {@code glass, hospital, clinician, reason, until}. */
    GLASS_BROKEN,
    /** {@code study, hospital}. */
    FILM_ARRIVED,
    /** An exam was not repeated: {@code item, hospital, from, savedFen}. */
    RECOGNISED,
    /** {@code item, hospital}. */
    RECOGNITION_REVOKED,
    /** An exam was repeated: {@code item, hospital, reason}. */
    REPEATED,
    /** {@code item, hospital, amountFen}. */
    CHARGED,
    /** {@code receipt, hospital, amountFen}. */
    PAID,
    /** {@code receipt, hospital, amountFen}. */
    REFUNDED,
    /** A share link was opened: {@code share, recipient}. */
    SHARE_OPENED,
    /** {@code share}. */
    SHARE_USED_UP
}
