package org.cloudfilm.storage.record.imaging;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordId;

/** A study with the records it stands among. */
record Written(StudyFacts study, Subject subject, List<Order> orders) {

    /** The visit of the first order that has one. */
    Optional<RecordId> visit() {
        return orders.stream().flatMap(order -> order.visit().stream()).findFirst();
    }

    /** Sensitive labels of all orders, as bits. */
    int labels() {
        return orders.stream().mapToInt(Order::labels).reduce(0, (one, other) -> one | other);
    }
}
