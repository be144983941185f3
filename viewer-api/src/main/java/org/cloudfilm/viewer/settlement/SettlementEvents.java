package org.cloudfilm.viewer.settlement;

import java.util.UUID;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxEvent;

/** What is to be looked at again, whatever happens to this process. Joins the caller's transaction. */
final class SettlementEvents {

    static final String STEP = "settlement-step";
    static final String ORDER = "order-settle";

    private final Outbox outbox;

    SettlementEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void step(UUID settlement) {
        outbox.add(new OutboxEvent(STEP, settlement.toString(), "{\"settlement\":\"" + settlement + "\"}"));
    }

    void look(Charge charge) {
        outbox.add(new OutboxEvent(ORDER, charge.order(), "{\"orders\":[\"" + charge.order() + "\"]}"));
    }
}
