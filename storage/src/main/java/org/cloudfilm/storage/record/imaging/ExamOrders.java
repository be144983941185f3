package org.cloudfilm.storage.record.imaging;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.record.ChangeListener;
import org.cloudfilm.storage.record.ResourceType;

/**
 * Tells whoever charges for exams of orders that come, change or go: {@code order-settle}, one event for each patient,
 * whose record's key is the event's. The payload names the orders, and the studies that were linked to them, if it was
 * that. Ids are free of characters that JSON escapes.
 */
public final class ExamOrders implements ChangeListener {

    static final String KIND = "order-settle";

    private final Outbox outbox;

    public ExamOrders(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void changed(List<ChangedRecord> changes) {
        Map<Long, List<String>> orders = changes.stream()
                .filter(change -> change.id().type() == ResourceType.SERVICE_REQUEST)
                .collect(Collectors.groupingBy(ChangedRecord::subject, LinkedHashMap::new,
                        Collectors.mapping(change -> change.id().id(), Collectors.toList())));
        outbox.add(orders.entrySet().stream()
                .map(of -> new OutboxEvent(KIND, Long.toHexString(of.getKey()), "{" + list("orders", of.getValue()) + "}"))
                .toList());
    }

    /** Films have been linked to orders, or to others than before. */
    static OutboxEvent linked(Collection<String> orders, Collection<String> studies) {
        return new OutboxEvent(KIND, orders.iterator().next(), "{" + list("orders", orders) + "," + list("studies", studies) + "}");
    }

    private static String list(String name, Collection<String> ids) {
        return "\"" + name + "\":[\"" + String.join("\",\"", ids) + "\"]";
    }
}
