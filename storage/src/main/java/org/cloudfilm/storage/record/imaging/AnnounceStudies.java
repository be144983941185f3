package org.cloudfilm.storage.record.imaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Announces studies that have been quiet for long enough, once for each batch of images: one event for each of those
 * who want to know, of the kinds given, with the study's UID. Its key is the person, or the study while its patient is
 * nobody known, so what a person is told of keeps its order.
 */
public final class AnnounceStudies implements OutboxHandler {

    /** Added by whoever brings a study's records up to date: see {@link ReadStudy#recorded}. */
    static final String KIND = "study-stored";

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final List<String> kinds;
    private final Duration quiet;
    private final InstantSource clock;

    /** @param kinds of the events that announce a study, such as {@code study-arrived} */
    public AnnounceStudies(
            DataSource dataSource, Outbox outbox, List<String> kinds, Duration quiet, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.outbox = outbox;
        this.kinds = List.copyOf(kinds);
        this.quiet = quiet;
        this.clock = clock;
    }

    private record Row(long id, Instant lastImage, boolean images, boolean news, Optional<UUID> person) {}

    @Override
    public String kind() {
        return KIND;
    }

    /** The event's key is the study's UID. */
    @Override
    public Delivery deliver(OutboxEvent event) {
        return transactions.execute(status ->
                lock(event.key()).map(row -> announce(event, row)).orElseGet(Delivery.Done::new));
    }

    private Delivery announce(OutboxEvent event, Row row) {
        Instant due = row.lastImage.plus(quiet);
        if (row.images && row.news && due.isAfter(clock.instant())) {
            return new Delivery.NotBefore(due);
        }
        sql.sql("update study set arriving = false, announced = updated_at where id = :id").param("id", row.id).update();
        if (row.images && row.news) {
            String key = row.person.map(UUID::toString).orElse(event.key());
            outbox.add(kinds.stream().map(kind -> new OutboxEvent(kind, key, event.payload())).toList());
        }
        return new Delivery.Done();
    }

    /** Images that come at the same time wait until it is decided whether they are part of what is announced. */
    private Optional<Row> lock(String study) {
        return sql.sql("""
                        select s.id, s.updated_at, s.n_instances > 0, s.updated_at > coalesce(s.announced, '-infinity'),
                          p.person_id
                        from study s join patient p on p.id = s.patient where s.uid = :uid for no key update of s
                        """)
                .param("uid", study)
                .query((row, n) -> new Row(
                        row.getLong(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        Optional.ofNullable(row.getObject(5, UUID.class))))
                .optional();
    }
}
