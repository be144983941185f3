package org.cloudfilm.storage.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Granted decisions of the last minutes: one for each viewing. One counts as long as its stamp is the current one and its
 * ground has not given way.
 */
final class Viewings<P extends Permit> {

    /** How long one viewing may last before it is decided, and written down, anew. */
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int AT_MOST = 20_000;

    private final InstantSource clock;
    private final Freshness freshness;
    private final Cache<AccessRequest, Viewing<P>> cache;

    private record Viewing<P extends Permit>(Decided<P> decided, long stamp) {}

    /**
     * @param until when the decision gives way by itself; null when it is for this once
     * @param over  whether it counts no longer at a moment, because by then it would be another one
     */
    record Decided<P extends Permit>(AccessDecision<P> decision, Instant until, Predicate<Instant> over) {

        static <P extends Permit> Decided<P> once(AccessDecision<P> decision) {
            return new Decided<>(decision, null, moment -> true);
        }
    }

    Viewings(InstantSource clock, Freshness freshness) {
        this.clock = clock;
        this.freshness = freshness;
        this.cache = Caffeine.newBuilder()
                .expireAfterWrite(LONGEST)
                .ticker(() -> clock.millis() * 1_000_000)
                .maximumSize(AT_MOST)
                .build();
    }

    AccessDecision<P> find(AccessRequest request, Supplier<Decided<P>> decide) {
        long stamp = freshness.stamp();
        if (stamp == Freshness.NONE) {
            return decide.get().decision();
        }
        Viewing<P> viewing = cache.getIfPresent(request);
        Instant now = clock.instant();
        if (viewing != null && viewing.stamp == stamp && now.isBefore(viewing.decided.until())
                && !viewing.decided.over().test(now)) {
            return viewing.decided.decision();
        }
        Decided<P> decided = decide.get();
        if (decided.until() != null) {
            cache.put(request, new Viewing<>(decided, stamp));
        }
        return decided.decision();
    }
}
