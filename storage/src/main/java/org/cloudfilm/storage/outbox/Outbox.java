package org.cloudfilm.storage.outbox;

import java.util.List;

/** Takes events into the caller's database transaction: they are delivered if and only if it commits. */
public interface Outbox {

    void add(List<OutboxEvent> events);

    default void add(OutboxEvent event) {
        add(List.of(event));
    }
}
