package org.cloudfilm.storage.record.subscription;

import java.util.List;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.AllowedEndpoints;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.record.ChangeListener.ChangedRecord;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordRefusal;

/**
 * A hospital wrote a Subscription. While a changed one waits to be approved again, the one approved before goes on
 * being told; in status error or off it is told nothing more.
 */
final class TakeSubscription {

    private final SubscriptionTable table;
    private final Hospitals hospitals;
    private final Outbox outbox;

    TakeSubscription(DataSource dataSource, Hospitals hospitals, Outbox outbox) {
        this.table = new SubscriptionTable(dataSource);
        this.hospitals = hospitals;
        this.outbox = outbox;
    }

    /** @throws RecordRefusal INVALID when it could never work */
    void take(ChangedRecord change) {
        SubscriptionTerms terms = change.deleted() ? null : table.terms(change.id()).orElseThrow();
        if (terms == null || !terms.wanted()) {
            table.remove(change.id());
            return;
        }
        AllowedEndpoints allowed =
                hospitals.find(change.hospital()).map(Hospital::endpoints).orElse(AllowedEndpoints.NONE);
        List<Flaw> flaws = CheckSubscription.flaws(terms, allowed);
        if (!flaws.isEmpty()) {
            throw new RecordRefusal(RecordRefusal.Kind.INVALID, flaws);
        }
        outbox.add(SubscriptionEvents.requested(change.id(), change.version()));
    }
}
