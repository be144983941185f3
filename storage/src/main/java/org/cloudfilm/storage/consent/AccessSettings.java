package org.cloudfilm.storage.consent;

import java.time.Duration;

/**
 * How a deployment decides.
 *
 * @param unasked     what holds for other hospitals' clinicians where the patient has said nothing
 * @param recentVisit how long after a visit, or after a film or record came, the hospital's clinicians still treat
 */
public record AccessSettings(Default unasked, Duration recentVisit) {

    public static final AccessSettings USUAL = new AccessSettings(Default.OPT_IN, Duration.ofDays(90));

    public AccessSettings {
        if (unasked == null || recentVisit == null || recentVisit.isNegative()) {
            throw new IllegalArgumentException("a default and a time, not negative, are needed");
        }
    }

    /** Rule 3 without a word from the patient. */
    public enum Default {
        /** only with consent */
        OPT_IN,
        /** unless denied */
        OPT_OUT
    }
}
