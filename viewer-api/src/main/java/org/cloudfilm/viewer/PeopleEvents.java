package org.cloudfilm.viewer;

import org.cloudfilm.storage.outbox.DeliverEvents;
import org.cloudfilm.storage.outbox.OutboxBell;
import org.springframework.context.SmartLifecycle;

/** Carries out what happens after something else happened, once everything stands and until anything goes. */
final class PeopleEvents implements SmartLifecycle {

    private final DeliverEvents deliver;
    private volatile boolean running;

    PeopleEvents(DeliverEvents deliver, OutboxBell bell) {
        this.deliver = deliver;
        bell.onRing(deliver::nudge);
    }

    @Override
    public void start() {
        deliver.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        deliver.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
