package org.cloudfilm.viewer.settlement;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How visits are settled.
 *
 * @param timeToPay          after which an open payment is closed and the settlement cancelled
 * @param historyAfter       what is first told of a visit so long after its end was paid there and then, and is not charged
 * @param withoutDigitalFilm ids of hospitals that give patients no digital film: their exams cost less
 */
@ConfigurationProperties("cloudfilm.settlement")
record SettlementProperties(
        @DefaultValue("15m") Duration timeToPay,
        @DefaultValue("7d") Duration historyAfter,
        @DefaultValue Set<String> withoutDigitalFilm) {

    SettlementProperties {
        if (timeToPay.isNegative() || timeToPay.isZero() || timeToPay.compareTo(Duration.ofHours(2)) > 0) {
            throw new IllegalArgumentException("cloudfilm.settlement.time-to-pay must be more than nothing and 2h at most");
        }
        if (historyAfter.isNegative()) {
            throw new IllegalArgumentException("cloudfilm.settlement.history-after must not be negative");
        }
        withoutDigitalFilm = Set.copyOf(withoutDigitalFilm);
    }
}
