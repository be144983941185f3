package org.cloudfilm.storage.outbox;

/** Carries out events of one kind. May be given an event again after a crash: doing it twice must do no harm. */
public interface OutboxHandler {

    /** Such as {@code order-changed}. */
    String kind();

    /** Called by one thread at a time for each key; may take as long as the lease at most. */
    Delivery deliver(OutboxEvent event);

    /** An event of this kind is about to be set aside. Called again if the process dies before it is. */
    default void givingUp(OutboxEvent event, String trouble) {}
}
