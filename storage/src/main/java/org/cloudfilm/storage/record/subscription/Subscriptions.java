package org.cloudfilm.storage.record.subscription;

import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxBacklog;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The life of subscriptions after they were written, for those who carry them out. Thread safe. */
public final class Subscriptions {

    /** After an approval, how long until every process tells of all it writes. */
    public static final Duration KNOWN_EVERYWHERE = ApprovedSubscriptions.FRESH.plusMillis(500);

    private final SubscriptionTable table;
    private final SubscriptionStatus status;
    private final Outbox outbox;
    private final OutboxBacklog backlog;
    private final TransactionTemplate transactions;

    public Subscriptions(DataSource dataSource, RecordStore store, Outbox outbox) {
        this.table = new SubscriptionTable(dataSource);
        this.status = new SubscriptionStatus(store);
        this.outbox = outbox;
        this.backlog = new OutboxBacklog(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /** Empty when the record is deleted or was never there. */
    public Optional<SubscriptionTerms> find(RecordId id) {
        return table.terms(id);
    }

    public boolean isApproved(SubscriptionTerms terms) {
        return table.isApproved(terms.id(), terms.version());
    }

    /** From now on, changes that fit are kept for it; what was set aside while it failed comes back. */
    public void approve(SubscriptionTerms terms) {
        transactions.executeWithoutResult(transaction -> {
            table.approve(terms);
            backlog.retry(SubscriptionEvents.TELL, terms.id().toString());
            terms.end().ifPresent(end -> outbox.add(SubscriptionEvents.ends(terms.id(), end)));
        });
    }

    /** @return false when somebody has changed the record since: ask again what it says */
    public boolean activate(SubscriptionTerms terms) {
        return unlessChanged(() -> set(terms, SubscriptionTerms.ACTIVE, ""));
    }

    /**
     * Tells it nothing more, and sets aside what waits for it.
     *
     * @param reason for its owner to read; without patient data
     * @return false when somebody has changed the record since
     */
    public boolean fail(SubscriptionTerms terms, String reason) {
        return unlessChanged(() -> {
            set(terms, SubscriptionTerms.ERROR, reason);
            table.remove(terms.id());
            backlog.setAside(SubscriptionEvents.TELL, terms.id().toString(), reason);
        });
    }

    /** @return false when somebody has changed the record since */
    public boolean turnOff(SubscriptionTerms terms, String reason) {
        return unlessChanged(() -> {
            set(terms, SubscriptionTerms.OFF, reason);
            table.remove(terms.id());
        });
    }

    private boolean unlessChanged(Runnable work) {
        try {
            transactions.executeWithoutResult(transaction -> work.run());
            return true;
        } catch (RecordRefusal refusal) {
            return false;
        }
    }

    private void set(SubscriptionTerms terms, String to, String error) {
        byte[] content = table.content(terms.id(), terms.version())
                .orElseThrow(() -> RecordRefusal.of(RecordRefusal.Kind.CONFLICT, "", "changed since"));
        status.set(terms, content, to, error);
    }
}
