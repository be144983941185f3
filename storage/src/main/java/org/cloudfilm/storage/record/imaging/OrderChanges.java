package org.cloudfilm.storage.record.imaging;

import java.util.List;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.record.ChangeListener;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/** Tells of orders that come, change or go, so that their films are linked to them: see {@link LinkOrders}. */
public final class OrderChanges implements ChangeListener {

    private final Outbox outbox;

    public OrderChanges(Outbox outbox) {
        this.outbox = outbox;
    }

    /** One event for all orders of a call; its payload is their ids, which are free of characters JSON escapes. */
    @Override
    public void changed(List<ChangedRecord> changes) {
        List<String> orders = changes.stream()
                .map(ChangedRecord::id)
                .filter(id -> id.type() == ResourceType.SERVICE_REQUEST)
                .map(RecordId::id)
                .toList();
        if (!orders.isEmpty()) {
            outbox.add(new OutboxEvent(
                    LinkOrders.KIND, orders.getFirst(), "{\"orders\":[\"" + String.join("\",\"", orders) + "\"]}"));
        }
    }
}
