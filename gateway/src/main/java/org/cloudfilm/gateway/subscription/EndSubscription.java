package org.cloudfilm.gateway.subscription;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;
import org.cloudfilm.storage.record.subscription.SubscriptionEvents;
import org.cloudfilm.storage.record.subscription.SubscriptionTerms;
import org.cloudfilm.storage.record.subscription.Subscriptions;

/** Turns a subscription off at the end it names. */
final class EndSubscription implements OutboxHandler {

    private final Subscriptions subscriptions;
    private final SubscriptionLedger ledger;
    private final InstantSource clock;

    EndSubscription(Subscriptions subscriptions, SubscriptionLedger ledger, InstantSource clock) {
        this.subscriptions = subscriptions;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return SubscriptionEvents.ENDS;
    }

    @Override
    public Delivery deliver(OutboxEvent event) {
        Instant end = SubscriptionEvents.end(event);
        Optional<SubscriptionTerms> terms = subscriptions
                .find(SubscriptionEvents.subscription(event))
                .filter(now -> now.end().equals(Optional.of(end)))
                .filter(now -> !now.status().equals(SubscriptionTerms.OFF));
        if (terms.isEmpty()) {
            return new Delivery.Done();
        }
        if (!terms.get().endedAt(clock.instant())) {
            return new Delivery.NotBefore(end);
        }
        return ledger.changed(
                terms.get(), SubscriptionTerms.OFF, subscriptions.turnOff(terms.get(), "its end has passed"));
    }
}
