package org.cloudfilm.viewer.settlement;

import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;

/** {@code order-settle}: orders came, changed or went, and perhaps studies were linked to them. */
final class FollowOrders implements OutboxHandler {

    private final ReconcileCharge reconcile;

    FollowOrders(ReconcileCharge reconcile) {
        this.reconcile = reconcile;
    }

    @Override
    public String kind() {
        return SettlementEvents.ORDER;
    }

    @Override
    public Delivery deliver(OutboxEvent event) {
        EventPayload payload = new EventPayload(event);
        payload.texts("studies").forEach(reconcile::relinked);
        payload.texts("orders").forEach(reconcile::order);
        return new Delivery.Done();
    }
}
