package org.cloudfilm.gateway.subscription;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.subscription.SubscriptionEvents;
import org.cloudfilm.storage.record.subscription.SubscriptionTerms;
import org.cloudfilm.storage.record.subscription.Subscriptions;

/**
 * Tells a subscriber of a record as it is now, if the subscriber's hospital may read it now. What was revoked, deleted
 * or unsubscribed meanwhile is told to nobody.
 */
final class TellSubscriber implements OutboxHandler {

    private static final Duration UNTIL_APPROVED = Duration.ofSeconds(1);

    private final Subscriptions subscriptions;
    private final Endpoints endpoints;
    private final Access access;
    private final RecordStore store;
    private final RestHook hook;
    private final SubscriptionLedger ledger;
    private final InstantSource clock;

    TellSubscriber(
            Subscriptions subscriptions,
            Endpoints endpoints,
            Access access,
            RecordStore store,
            RestHook hook,
            SubscriptionLedger ledger,
            InstantSource clock) {
        this.subscriptions = subscriptions;
        this.endpoints = endpoints;
        this.access = access;
        this.store = store;
        this.hook = hook;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return SubscriptionEvents.TELL;
    }

    @Override
    public Delivery deliver(OutboxEvent event) {
        Optional<SubscriptionTerms> found = subscriptions.find(SubscriptionEvents.subscription(event));
        if (found.isEmpty() || found.get().endedAt(clock.instant())) {
            return new Delivery.Done();
        }
        SubscriptionTerms terms = found.get();
        return switch (terms.status()) {
            case SubscriptionTerms.ACTIVE -> tell(terms, SubscriptionEvents.record(event));
            case SubscriptionTerms.REQUESTED -> new Delivery.NotBefore(clock.instant().plus(UNTIL_APPROVED));
            case SubscriptionTerms.ERROR -> new Delivery.SetAside("the subscription is in status error");
            default -> new Delivery.Done();
        };
    }

    private Delivery tell(SubscriptionTerms terms, RecordId id) {
        return switch (endpoints.judge(terms.hospital(), terms.endpoint())) {
            case Endpoints.Judgement.Forbidden(String reason) -> new Delivery.SetAside(reason);
            case Endpoints.Judgement.Unknown(String reason) -> new Delivery.TryAgain(reason);
            case Endpoints.Judgement.Allowed allowed -> {
                Optional<StoredRecord> record = permit(terms, id).flatMap(permit -> store.read(permit, id));
                yield record.isEmpty() || record.get().deleted()
                        ? new Delivery.Done()
                        : told(terms, hook.send(allowed.url(), terms, record.get()));
            }
        };
    }

    private Optional<RecordPermit> permit(SubscriptionTerms terms, RecordId id) {
        Requester who = new Requester.HospitalSystem(terms.id().toString(), terms.hospital());
        AccessDecision<RecordPermit> decision =
                access.decide(new AccessRequest.TellSubscriber(who, id, who.usualPurpose()));
        return decision instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                ? Optional.of(permit)
                : Optional.empty();
    }

    private Delivery told(SubscriptionTerms terms, RestHook.Outcome outcome) {
        return switch (outcome) {
            case RestHook.Outcome.Answered(int status) when status >= 200 && status < 300 -> new Delivery.Done();
            case RestHook.Outcome.Answered(int status) when status == 410 -> ledger.changed(
                    terms,
                    SubscriptionTerms.OFF,
                    subscriptions.turnOff(terms, "the endpoint answered 410: it wants to hear no more"));
            case RestHook.Outcome.Answered(int status) ->
                new Delivery.TryAgain("the endpoint answered with status " + status);
            case RestHook.Outcome.Unreached(String reason) -> new Delivery.TryAgain(reason);
        };
    }

    /** The receiver could not be reached for as long as it is tried: the subscription says so from now on. */
    @Override
    public void givingUp(OutboxEvent event, String trouble) {
        Optional<SubscriptionTerms> terms = subscriptions.find(SubscriptionEvents.subscription(event));
        if (terms.isPresent() && terms.get().status().equals(SubscriptionTerms.ACTIVE)) {
            ledger.changed(terms.get(), SubscriptionTerms.ERROR, subscriptions.fail(terms.get(), trouble));
        }
    }
}
