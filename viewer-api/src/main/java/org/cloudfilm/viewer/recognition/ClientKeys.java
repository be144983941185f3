package org.cloudfilm.viewer.recognition;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The public keys of a CDS client: written in the configuration, or at an address that is read when needed. */
final class ClientKeys {

    private static final Duration FRESH = Duration.ofMinutes(10);
    /** A key that is not known makes the set be read again, but not more often than this. */
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int LONGEST = 1 << 18;

    private final Optional<URI> address;
    private final InstantSource clock;
    private JWKSet keys;
    private Instant readAt = Instant.EPOCH;

    private ClientKeys(Optional<URI> address, JWKSet keys, InstantSource clock) {
        this.address = address;
        this.keys = keys;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException when the configured set is no set of keys */
    static ClientKeys of(RecognitionProperties.Client client, InstantSource clock) {
        if (client.jwks().isEmpty()) {
            return new ClientKeys(Optional.of(URI.create(client.jwksUri())), null, clock);
        }
        try {
            return new ClientKeys(Optional.empty(), JWKSet.parse(client.jwks()).toPublicJWKSet(), clock);
        } catch (ParseException e) {
            throw new IllegalArgumentException("cloudfilm.recognition.clients: jwks of " + client.issuer(), e);
        }
    }

    /** The keys cannot be had at the moment. */
    static final class UnavailableException extends RuntimeException {

        UnavailableException(Throwable cause) {
            super("the keys of a CDS client cannot be read", cause);
        }
    }

    /** Whether a token may say that its keys are there. */
    boolean allows(URI named) {
        return address.isEmpty() || address.get().equals(named);
    }

    /** @throws UnavailableException when there is no set of keys yet and it cannot be read */
    synchronized Optional<JWK> find(String id) {
        if (address.isEmpty()) {
            return Optional.ofNullable(keys.getKeyByKeyId(id));
        }
        Instant now = clock.instant();
        boolean stale = readAt.plus(FRESH).isBefore(now);
        boolean unknown = keys == null || keys.getKeyByKeyId(id) == null;
        if (stale || unknown && readAt.plus(PAUSE).isBefore(now)) {
            read(now);
        }
        return Optional.ofNullable(keys.getKeyByKeyId(id));
    }

    private void read(Instant now) {
        try {
            URL url = address.orElseThrow().toURL();
            URLConnection connection = url.openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try (var in = connection.getInputStream()) {
                keys = JWKSet.parse(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8)).toPublicJWKSet();
                readAt = now;
            }
        } catch (IOException | ParseException e) {
            if (keys == null) {
                throw new UnavailableException(e);
            }
            // those known before serve until the set can be read again
            readAt = now.minus(FRESH).plus(PAUSE);
        }
    }
}
