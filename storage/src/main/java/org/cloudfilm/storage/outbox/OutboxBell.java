package org.cloudfilm.storage.outbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rings when events were committed in this process, so that they are looked for at once instead of at the next poll. */
public final class OutboxBell {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param listener quick, and never fails */
    public void onRing(Runnable listener) {
        listeners.add(listener);
    }

    void ring() {
        listeners.forEach(Runnable::run);
    }
}
