package org.cloudfilm.storage.outbox;

/** Carries out events of one kind. May be given an event again after a crash: doing it twice must do no harm. */
public interface OutboxHandler {

    /** Such as {@code record-changed}. */
    String kind();

    /** Called by one thread at a time for each key; may take as long as the lease at most. */
    Delivery deliver(OutboxEvent event);
}
