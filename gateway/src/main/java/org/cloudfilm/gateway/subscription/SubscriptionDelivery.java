package org.cloudfilm.gateway.subscription;

import org.cloudfilm.storage.outbox.DeliverEvents;
import org.cloudfilm.storage.outbox.OutboxBell;

/** The workers that tell subscribers, from the application's start to its end. */
final class SubscriptionDelivery {

    private final DeliverEvents events;
    private final OutboxBell bell;
    private volatile boolean running;

    SubscriptionDelivery(DeliverEvents events, OutboxBell bell) {
        this.events = events;
        this.bell = bell;
    }

    void start() {
        events.start();
        bell.onRing(events::nudge);
        running = true;
    }

    boolean isRunning() {
        return running;
    }

    /** Waits for the calls under way. */
    void close() {
        running = false;
        events.close();
    }
}
