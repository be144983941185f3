package org.cloudfilm.gateway.subscription;

import java.time.InstantSource;
import java.util.Optional;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;
import org.cloudfilm.storage.record.subscription.SubscriptionEvents;
import org.cloudfilm.storage.record.subscription.SubscriptionTerms;
import org.cloudfilm.storage.record.subscription.Subscriptions;

/**
 * Makes a requested subscription active, in two steps: once it says active, no process writes anything that fits
 * without telling it.
 */
final class ApproveSubscription implements OutboxHandler {

    private final Subscriptions subscriptions;
    private final Endpoints endpoints;
    private final SubscriptionLedger ledger;
    private final InstantSource clock;

    ApproveSubscription(
            Subscriptions subscriptions, Endpoints endpoints, SubscriptionLedger ledger, InstantSource clock) {
        this.subscriptions = subscriptions;
        this.endpoints = endpoints;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return SubscriptionEvents.REQUESTED;
    }

    @Override
    public Delivery deliver(OutboxEvent event) {
        Optional<SubscriptionTerms> found = subscriptions.find(SubscriptionEvents.subscription(event));
        if (found.isEmpty() || found.get().version() != SubscriptionEvents.version(event)) {
            // a later version has its own event
            return new Delivery.Done();
        }
        SubscriptionTerms terms = found.get();
        if (terms.endedAt(clock.instant())) {
            return ledger.changed(terms, SubscriptionTerms.OFF, subscriptions.turnOff(terms, "its end has passed"));
        }
        if (subscriptions.isApproved(terms)) {
            return ledger.changed(terms, SubscriptionTerms.ACTIVE, subscriptions.activate(terms));
        }
        switch (endpoints.judge(terms.hospital(), terms.endpoint())) {
            case Endpoints.Judgement.Allowed allowed -> {
                subscriptions.approve(terms);
                return new Delivery.NotBefore(clock.instant().plus(Subscriptions.KNOWN_EVERYWHERE));
            }
            case Endpoints.Judgement.Unknown(String reason) -> {
                return ledger.changed(terms, SubscriptionTerms.ERROR, subscriptions.fail(terms, reason));
            }
            case Endpoints.Judgement.Forbidden(String reason) -> {
                return ledger.changed(terms, SubscriptionTerms.ERROR, subscriptions.fail(terms, reason));
            }
        }
    }
}
