package org.cloudfilm.gateway.subscription;

import java.time.InstantSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.record.subscription.SubscriptionTerms;

/** Writes down that this server has changed a Subscription. */
final class SubscriptionLedger {

    private final AuditTrail audit;
    private final InstantSource clock;

    SubscriptionLedger(AuditTrail audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** @param done false when somebody else was quicker, and the event must be looked at again */
    Delivery changed(SubscriptionTerms terms, String status, boolean done) {
        if (!done) {
            return new Delivery.NotBefore(clock.instant());
        }
        audit.append(new AuditEntry(
                clock.instant(),
                "cloudfilm",
                terms.hospital().value(),
                "update-record",
                terms.id().toString(),
                null,
                "done",
                "status " + status));
        return new Delivery.Done();
    }
}
