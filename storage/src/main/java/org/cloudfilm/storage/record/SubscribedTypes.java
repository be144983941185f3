package org.cloudfilm.storage.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.record.json.JsonKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The types that Subscriptions ask for, be they active or yet to be made so. Looked up once a second at most, so that a
 * new Subscription counts a second after it was committed at the latest.
 */
public final class SubscribedTypes implements Supplier<Set<ResourceType>> {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final JdbcClient sql;
    private final InstantSource clock;
    private volatile Known known = new Known(Instant.MIN, Set.of());

    private record Known(Instant until, Set<ResourceType> types) {}

    public SubscribedTypes(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    @Override
    public Set<ResourceType> get() {
        Instant now = clock.instant();
        Known last = known;
        if (now.isBefore(last.until())) {
            return last.types();
        }
        Set<ResourceType> types = read();
        known = new Known(now.plus(FRESH), types);
        return types;
    }

    private Set<ResourceType> read() {
        List<byte[]> contents = sql.sql("select content from record where type = :type and not deleted")
                .param("type", ResourceType.SUBSCRIPTION.number())
                .query((row, n) -> row.getBytes(1))
                .list();
        Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
        contents.forEach(content -> add(content, types));
        return types;
    }

    private static void add(byte[] content, Set<ResourceType> types) {
        try {
            JsonDocument subscription = JsonDocument.parse(content);
            int status = subscription.find(subscription.root(), "status");
            int criteria = subscription.find(subscription.root(), "criteria");
            if (criteria >= 0 && subscription.kind(criteria) == JsonKind.STRING
                    && status >= 0 && !subscription.isString(status, "off")) {
                ResourceType.find(subscription.string(criteria).split("\\?", 2)[0]).ifPresent(types::add);
            }
        } catch (JsonFormatException e) {
            throw new IllegalStateException("a stored record is not JSON", e);
        }
    }
}
