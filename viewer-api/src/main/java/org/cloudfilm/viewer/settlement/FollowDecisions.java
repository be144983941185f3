package org.cloudfilm.viewer.settlement;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;

/** {@code recognition-decided} and {@code recognition-revoked}: whether it stands is read, not told. */
final class FollowDecisions implements OutboxHandler {

    private final String kind;
    private final Function<UUID, Optional<String>> orderOf;
    private final ReconcileCharge reconcile;

    /** @param orderOf the order a decision is about */
    FollowDecisions(String kind, Function<UUID, Optional<String>> orderOf, ReconcileCharge reconcile) {
        this.kind = kind;
        this.orderOf = orderOf;
        this.reconcile = reconcile;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Delivery deliver(OutboxEvent event) {
        orderOf.apply(UUID.fromString(new EventPayload(event).text("decision"))).ifPresent(reconcile::order);
        return new Delivery.Done();
    }
}
