package org.cloudfilm.storage.record;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxEvent;

/**
 * Puts an event into the outbox for every change of a type that somebody waits for, and none for others: a transaction
 * of thousands of records that concern nobody costs nothing.
 */
public final class AnnounceChanges implements ChangeListener {

    /** Kind of the events. Payload: {@code {"type":"Observation","id":"…","version":2,"deleted":false}}. */
    public static final String KIND = "record-changed";

    private final Outbox outbox;
    private final Supplier<Set<ResourceType>> awaited;

    /** @param awaited types somebody waits for now; asked once for each transaction */
    public AnnounceChanges(Outbox outbox, Supplier<Set<ResourceType>> awaited) {
        this.outbox = outbox;
        this.awaited = awaited;
    }

    @Override
    public void changed(List<ChangedRecord> changes) {
        Set<ResourceType> types = awaited.get();
        if (!types.isEmpty()) {
            outbox.add(changes.stream()
                    .filter(change -> types.contains(change.id().type()))
                    .map(AnnounceChanges::event)
                    .toList());
        }
    }

    /** In order for each patient, or for each record that is no patient's. */
    private static OutboxEvent event(ChangedRecord change) {
        String key = change.subject() == 0 ? change.id().toString() : Long.toHexString(change.subject());
        return new OutboxEvent(KIND, key, "{\"type\":\"%s\",\"id\":\"%s\",\"version\":%d,\"deleted\":%b}".formatted(
                change.id().type(), change.id().id(), change.version(), change.deleted()));
    }
}
