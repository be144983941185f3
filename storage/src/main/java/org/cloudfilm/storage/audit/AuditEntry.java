package org.cloudfilm.storage.audit;

import java.time.Instant;

/**
 * One line of the trail. Holds identifiers, never names or other patient data.
 *
 * @param at      when it happened
 * @param actor   who: the requester's id
 * @param onBehalf the hospital the actor acts for, or null
 * @param action  what was done or asked, such as {@code open-study}, {@code search-films}, {@code store}
 * @param object  on what: a study UID, or null for a search
 * @param purpose purpose of use code, or null
 * @param outcome {@code granted}, {@code refused}, {@code done} or {@code failed}
 * @param reason  the rule that decided, or null
 */
public record AuditEntry(
        Instant at,
        String actor,
        String onBehalf,
        String action,
        String object,
        String purpose,
        String outcome,
        String reason) {}
