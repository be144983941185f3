package org.cloudfilm.storage.record.subscription;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.record.ChangeListener;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.subscription.ApprovedSubscriptions.Approved;

/**
 * In each transaction that writes records: one outbox event for each subscription and each new version that fits it. A
 * hospital's subscriptions see what that hospital wrote. Deletions are told to nobody.
 */
public final class TellSubscribers implements ChangeListener {

    private final DataSource dataSource;
    private final Outbox outbox;
    private final InstantSource clock;
    private final ApprovedSubscriptions approved;
    private final TakeSubscription subscriptions;

    public TellSubscribers(DataSource dataSource, Hospitals hospitals, Outbox outbox, InstantSource clock) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.clock = clock;
        this.approved = new ApprovedSubscriptions(dataSource, System::nanoTime);
        this.subscriptions = new TakeSubscription(dataSource, hospitals, outbox);
    }

    @Override
    public void changed(List<ChangedRecord> changes) {
        if (!approved.none()) {
            tell(changes);
        }
        for (ChangedRecord change : changes) {
            if (change.id().type() == ResourceType.SUBSCRIPTION && !SubscriptionStatus.isOurs()) {
                subscriptions.take(change);
            }
        }
    }

    private void tell(List<ChangedRecord> changes) {
        HospitalId hospital = changes.getFirst().hospital();
        Map<ResourceType, List<RecordId>> wanted = new EnumMap<>(ResourceType.class);
        Map<RecordId, Integer> versions = new HashMap<>();
        for (ChangedRecord change : changes) {
            if (!change.deleted() && !approved.of(hospital, change.id().type()).isEmpty()) {
                wanted.computeIfAbsent(change.id().type(), type -> new ArrayList<>()).add(change.id());
                versions.put(change.id(), change.version());
            }
        }
        List<OutboxEvent> events = new ArrayList<>();
        wanted.forEach((type, records) -> {
            for (Approved subscription : approved.of(hospital, type)) {
                if (clock.instant().isBefore(subscription.endsAt())) {
                    for (RecordId record : subscription.criteria().among(dataSource, hospital, records)) {
                        events.add(SubscriptionEvents.tell(subscription.id(), record, versions.get(record)));
                    }
                }
            }
        });
        outbox.add(events);
    }
}
