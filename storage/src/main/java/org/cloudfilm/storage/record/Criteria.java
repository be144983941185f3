package org.cloudfilm.storage.record;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which record of a type is meant, in one writing for all that mean the same. */
record Criteria(ResourceType type, String query, Optional<String> base) {

    /** Locks of one transaction; PostgreSQL has room for some thousands in all. */
    private static final int MOST_LOCKS = 200;

    private static final long ALL = Key64.of("criteria", "all");

    /** @param text as in a URL; some senders repeat the type and a question mark before it */
    static Criteria of(ResourceType type, String text, Optional<String> base) {
        String prefix = type.typeName() + "?";
        return new Criteria(type, text.startsWith(prefix) ? text.substring(prefix.length()) : text, base);
    }

    /** Equal for criteria that differ in percent encoding, order and own URLs only. */
    private long lockKey() {
        String sorted = Arrays.stream(query.split("&")).map(Criteria::decoded).map(this::relative).sorted()
                .collect(Collectors.joining("&"));
        return Key64.of("criteria", type.typeName() + "?" + sorted);
    }

    private String relative(String parameter) {
        return base.map(url -> parameter.replace(url + "/", "")).orElse(parameter);
    }

    private static String decoded(String parameter) {
        try {
            return URLDecoder.decode(parameter, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return parameter;
        }
    }

    /**
     * Until the end of the transaction, nobody else decides by these criteria: of two concurrent conditional creates
     * the second sees what the first has made. In ascending order, so that nobody waits in a circle. Who has very many
     * locks out everybody with one lock.
     */
    static void lock(Connection db, Collection<Criteria> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        long[] keys = all.stream().mapToLong(Criteria::lockKey).sorted().distinct().toArray();
        boolean many = keys.length > MOST_LOCKS;
        String lock = many
                ? "select pg_advisory_xact_lock(?)"
                : "select pg_advisory_xact_lock_shared(?) union all "
                        + "select pg_advisory_xact_lock(k) from unnest(?::int8[]) as k";
        try (PreparedStatement statement = db.prepareStatement(lock)) {
            statement.setLong(1, ALL);
            if (!many) {
                statement.setObject(2, keys);
            }
            statement.executeQuery();
        }
    }
}
