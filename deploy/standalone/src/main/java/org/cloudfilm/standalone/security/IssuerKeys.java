package org.cloudfilm.standalone.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Public keys of an identity provider elsewhere, found by its discovery document (OpenID Connect Discovery 1.0, section
 * 4). Read when the first token comes, again after a while, and when a token names a key that is not among them. While
 * the provider cannot be reached those known before serve, and whoever needs others is told so soon: nobody waits for
 * more than one try, and there are seconds between two.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** Longer than this no keys are believed without asking: one of them may have been withdrawn. */
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final String issuer;
    private final InstantSource clock;
    private final DefaultResourceRetriever http = new DefaultResourceRetriever(3_000, 3_000, 1 << 18);
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Known known = new Known(new JWKSet(), Instant.MIN);
    private volatile Instant triedAt = Instant.MIN;
    private boolean failing;

    private record Known(JWKSet keys, Instant at) {

        boolean within(Duration age, Instant now) {
            return at.isAfter(now.minus(age));
        }
    }

    IssuerKeys(String issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /** @throws KeySourceException when there is no set of keys that can be believed */
    @Override
    public List<JWK> get(JWKSelector wanted, SecurityContext context) throws KeySourceException {
        List<JWK> found = wanted.select(known.keys());
        Instant now = clock.instant();
        if (found.isEmpty() || !known.within(LONGEST, now)) {
            reading.lock();
            try {
                readUnlessJustTried();
            } finally {
                reading.unlock();
            }
        } else if (!known.within(FRESH, now) && reading.tryLock()) {
            try {
                readUnlessJustTried();
            } finally {
                reading.unlock();
            }
        }
        if (!known.within(LONGEST, clock.instant())) {
            throw new KeySourceException("the identity provider's keys cannot be read");
        }
        return wanted.select(known.keys());
    }

    private void readUnlessJustTried() {
        if (triedAt.isAfter(clock.instant().minus(PAUSE))) {
            return;
        }
        try {
            known = new Known(read(), clock.instant());
            if (failing) {
                LOG.info("the identity provider's keys can be read again");
            }
            failing = false;
        } catch (IOException | ParseException | JacksonException | IllegalArgumentException e) {
            if (!failing) {
                LOG.warn("the identity provider's keys cannot be read: {}", e.toString());
            }
            failing = true;
        } finally {
            triedAt = clock.instant();
        }
    }

    private JWKSet read() throws IOException, ParseException {
        String document = (issuer.endsWith("/") ? issuer : issuer + "/") + ".well-known/openid-configuration";
        JsonNode metadata = JsonMapper.shared().readTree(text(document));
        if (!issuer.equals(metadata.path("issuer").asString(null))) {
            throw new IOException("its discovery document names another issuer than cloudfilm.oidc.issuer");
        }
        return JWKSet.parse(text(metadata.path("jwks_uri").asString(""))).toPublicJWKSet();
    }

    private String text(String address) throws IOException {
        URL url = URI.create(address).toURL();
        return http.retrieveResource(url).getContent();
    }
}
