package org.cloudfilm.viewer.recognition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tokens were used, in whatever process, until they expire. */
final class SeenTokens {

    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final JdbcClient sql;
    private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.EPOCH);

    SeenTokens(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** False when the token was used before. Of two at once one is the first. */
    boolean first(String issuer, String jti, Instant expires, Instant now) {
        boolean first = 1 == sql.sql("""
                        insert into cds_token (digest, expires_at) values (:digest, :expires) on conflict do nothing
                        """)
                .param("digest", digest(issuer + '\0' + jti))
                .param("expires", Decisions.at(expires))
                .update();
        Instant last = swept.get();
        if (last.plus(SWEEP).isBefore(now) && swept.compareAndSet(last, now)) {
            sql.sql("delete from cds_token where expires_at < :old").param("old", Decisions.at(now.minus(SWEEP))).update();
        }
        return first;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
