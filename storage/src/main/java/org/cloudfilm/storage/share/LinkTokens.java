package org.cloudfilm.storage.share;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Requester;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Knows the access tokens that links gave out. They are opaque, begin with {@value #PREFIX} so that no other token is
 * taken for one, and are kept as digests. A token is remembered for a short while; that a link was revoked meanwhile is
 * seen by the access rules, which ask anew at once.
 */
public final class LinkTokens {

    public static final String PREFIX = "cfl_";

    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MOST = 10_000;
    private static final int LONGEST = 128;

    private final JdbcClient sql;
    private final InstantSource clock;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    private record Known(Requester.LinkBearer bearer, Instant until) {}

    public LinkTokens(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    public static boolean isOne(String token) {
        return token.startsWith(PREFIX);
    }

    /** Empty for a token that never was, has expired, or whose link has been revoked or locked. */
    public Optional<Requester.LinkBearer> find(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        Known found = known.getIfPresent(token);
        if (found == null) {
            found = look(token).orElse(null);
            if (found == null) {
                return Optional.empty();
            }
            known.put(token, found);
        }
        return found.until().isAfter(clock.instant()) ? Optional.of(found.bearer()) : Optional.empty();
    }

    private Optional<Known> look(String token) {
        return sql.sql("""
                        select s.id, least(t.expires_at, s.expires_at)
                        from share_token t join share s on s.id = t.share
                        where t.digest = :digest and t.expires_at > :now and s.expires_at > :now
                          and s.revoked_at is null and s.failures < s.attempts
                        """)
                .param("digest", digest(token))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Known(
                        bearer(new ShareId(row.getObject(1, UUID.class))),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Whoever a link was given to. */
    public static Requester.LinkBearer bearer(ShareId share) {
        return new Requester.LinkBearer("link:" + share, share.value());
    }

    /** SHA-256. */
    public static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
