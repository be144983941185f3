package org.cloudfilm.gateway.subscription;

import java.time.Duration;
import org.cloudfilm.storage.outbox.OutboxSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code cloudfilm.subscriptions.*}.
 *
 * @param parallel       receivers called at once
 * @param connectTimeout of a call
 * @param timeout        of a call, its answer included
 * @param tries          before what cannot be delivered is set aside and the subscription is in error
 * @param firstPause     after a failed try; doubled with each
 * @param longestPause   of them
 */
@ConfigurationProperties("cloudfilm.subscriptions")
public record SubscriptionProperties(
        @DefaultValue("4") int parallel,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("24") int tries,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("1h") Duration longestPause) {

    private static final Duration POLL = Duration.ofMillis(500);

    public SubscriptionProperties {
        require(parallel >= 1 && parallel <= 64, "parallel must be 1 to 64");
        require(!connectTimeout.isNegative() && !connectTimeout.isZero(), "connect-timeout must be more than nothing");
        require(timeout.compareTo(connectTimeout) >= 0, "timeout must not be shorter than connect-timeout");
        require(timeout.compareTo(Duration.ofMinutes(2)) <= 0, "timeout must be two minutes at most");
        require(tries >= 1 && tries <= 1000, "tries must be 1 to 1000");
        require(firstPause.toMillis() >= 10, "first-pause must be 10ms or more");
        require(longestPause.compareTo(firstPause) >= 0, "longest-pause must not be shorter than first-pause");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("cloudfilm.subscriptions." + otherwise);
        }
    }

    /** A call ends long before another worker would take the event again. */
    OutboxSettings outbox() {
        return new OutboxSettings(parallel, POLL, timeout.multipliedBy(2).plusMinutes(1), firstPause, longestPause, tries);
    }
}
