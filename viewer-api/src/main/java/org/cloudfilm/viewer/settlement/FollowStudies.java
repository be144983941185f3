package org.cloudfilm.viewer.settlement;

import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;

/** {@code study-arrived}: an exam was performed. */
final class FollowStudies implements OutboxHandler {

    private final ReconcileCharge reconcile;

    FollowStudies(ReconcileCharge reconcile) {
        this.reconcile = reconcile;
    }

    @Override
    public String kind() {
        return "study-arrived";
    }

    @Override
    public Delivery deliver(OutboxEvent event) {
        reconcile.arrived(new EventPayload(event).text("study"));
        return new Delivery.Done();
    }
}
