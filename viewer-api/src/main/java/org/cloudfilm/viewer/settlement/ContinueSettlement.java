package org.cloudfilm.viewer.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;

/**
 * {@code settlement-step}: goes on with a settlement until it is at its end, also when the process that began it died,
 * an answer or a callback was lost, or the patient lets the time to pay pass.
 */
final class ContinueSettlement implements OutboxHandler {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATE = Duration.ofMinutes(5);
    private static final Duration WHILE_PAYING = Duration.ofSeconds(15);
    /** It is asked again after a quarter of the time it has been waiting. */
    private static final int PART = 4;

    private final AdvanceSettlement advance;
    private final InstantSource clock;

    ContinueSettlement(AdvanceSettlement advance, InstantSource clock) {
        this.advance = advance;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return SettlementEvents.STEP;
    }

    @Override
    public Delivery deliver(OutboxEvent event) {
        Settlement settlement = advance.advance(UUID.fromString(new EventPayload(event).text("settlement")));
        if (advance.over(settlement)) {
            return new Delivery.Done();
        }
        Instant now = clock.instant();
        Duration waited = Duration.between(settlement.openedAt(), now).dividedBy(PART);
        Duration longest = settlement.state() == SettlementState.AWAITING_PAYMENT ? WHILE_PAYING : LATE;
        Duration pause = waited.compareTo(SOON) < 0 ? SOON : waited.compareTo(longest) > 0 ? longest : waited;
        return new Delivery.NotBefore(now.plus(pause));
    }
}
