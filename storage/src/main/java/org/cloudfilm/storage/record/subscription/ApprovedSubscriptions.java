package org.cloudfilm.storage.record.subscription;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.search.RecordCriteria;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The approved subscriptions as this process knows them: never older than {@link #FRESH} when asked. Asking costs
 * nothing but a comparison of times, and once in that while one row.
 */
final class ApprovedSubscriptions {

    static final Duration FRESH = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ApprovedSubscriptions.class);

    private final JdbcClient sql;
    private final LongSupplier nanoTime;
    private volatile Known known = new Known(0, Long.MIN_VALUE, false, Map.of());

    ApprovedSubscriptions(DataSource dataSource, LongSupplier nanoTime) {
        this.sql = JdbcClient.create(dataSource);
        this.nanoTime = nanoTime;
    }

    record Approved(RecordId id, RecordCriteria criteria, Instant endsAt) {}

    private record Of(HospitalId hospital, ResourceType type) {}

    /** @param at when {@code number} was asked for, on the process's own clock */
    private record Known(long at, long number, boolean ever, Map<Of, List<Approved>> subscriptions) {}

    boolean none() {
        return fresh().subscriptions().isEmpty();
    }

    List<Approved> of(HospitalId hospital, ResourceType type) {
        return fresh().subscriptions().getOrDefault(new Of(hospital, type), List.of());
    }

    private Known fresh() {
        Known now = known;
        return now.ever() && nanoTime.getAsLong() - now.at() < FRESH.toNanos() ? now : refreshed();
    }

    /** Those who come meanwhile wait: what they would have seen may be too old. */
    private synchronized Known refreshed() {
        long asked = nanoTime.getAsLong();
        if (known.ever() && asked - known.at() < FRESH.toNanos()) {
            return known;
        }
        long number = sql.sql("select number from subscription_state").query(Long.class).single();
        known = new Known(asked, number, true, known.ever() && number == known.number() ? known.subscriptions() : load());
        return known;
    }

    private Map<Of, List<Approved>> load() {
        Map<Of, List<Approved>> all = new HashMap<>();
        sql.sql("select id, hospital, criteria, ends_at from subscription")
                .query(row -> {
                    RecordId id = new RecordId(ResourceType.SUBSCRIPTION, row.getString(1));
                    try {
                        RecordCriteria criteria = RecordCriteria.parse(row.getString(3));
                        OffsetDateTime end = row.getObject(4, OffsetDateTime.class);
                        all.computeIfAbsent(
                                        new Of(new HospitalId(row.getString(2)), criteria.type()),
                                        of -> new ArrayList<>())
                                .add(new Approved(id, criteria, end.toInstant()));
                    } catch (RecordRefusal e) {
                        log.error("the criteria of an approved subscription are not understood any more");
                    }
                });
        return all;
    }
}
