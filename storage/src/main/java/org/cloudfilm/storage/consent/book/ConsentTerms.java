package org.cloudfilm.storage.consent.book;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.cloudfilm.storage.consent.SensitiveLabel;

/**
 * What a person agrees to.
 *
 * @param days      1 to 365
 * @param sensitive labels of sensitive films and records that are included
 */
public record ConsentTerms(int days, Set<SensitiveLabel> sensitive) {

    public static final int LONGEST_DAYS = 365;

    public ConsentTerms {
        if (days < 1 || days > LONGEST_DAYS) {
            throw new IllegalArgumentException("a consent holds for 1 to " + LONGEST_DAYS + " days");
        }
        sensitive = Set.copyOf(sensitive);
    }

    Instant until(Instant from) {
        return from.plus(Duration.ofDays(days));
    }
}
