package org.cloudfilm.viewer.recognition;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Verifies the tokens that CDS clients sign themselves (CDS Hooks 2.0, section Trusting CDS Clients): ES384 or RS384 by a
 * key of the configured set, for the very URL that is called, for five minutes at most, once.
 */
final class CdsClients {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** How far clocks may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int LONGEST_JTI = 255;
    private static final int SHORTEST_RSA = 2048;

    private final Map<String, Client> clients = new HashMap<>();
    private final SeenTokens seen;
    private final InstantSource clock;

    private record Client(HospitalId hospital, ClientKeys keys) {}

    CdsClients(RecognitionProperties settings, SeenTokens seen, InstantSource clock) {
        settings.clients().forEach(client -> clients.put(
                client.issuer(), new Client(new HospitalId(client.hospital()), ClientKeys.of(client, clock))));
        this.seen = seen;
        this.clock = clock;
    }

    /** A client whose token was found good. */
    record Verified(String issuer, HospitalId hospital, Instant issuedAt, Instant expiresAt) {}

    /** The token, if it says that one of these clients issued it; whether that is so is not looked at. */
    Optional<SignedJWT> ours(String token) {
        if (clients.isEmpty()) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            return Optional.of(jwt).filter(one -> clients.containsKey(issuer(one)));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static String issuer(SignedJWT jwt) {
        try {
            return jwt.getJWTClaimsSet().getIssuer();
        } catch (ParseException e) {
            return null;
        }
    }

    /**
     * @param url that is called
     * @throws InvalidBearerTokenException when the token is forged, expired, for another URL, or was used before
     * @throws ClientKeys.UnavailableException when the client's keys cannot be had at the moment
     */
    Verified verify(SignedJWT jwt, String url) {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Client client = clients.get(claims.getIssuer());
            JWSHeader header = jwt.getHeader();
            require(header.getType() == null || header.getType().getType().equalsIgnoreCase("JWT"), "typ must be JWT");
            require(header.getKeyID() != null, "kid is missing");
            require(header.getJWKURL() == null || client.keys.allows(header.getJWKURL()), "jku is not the configured one");
            JWK key = client.keys.find(header.getKeyID())
                    .orElseThrow(() -> new InvalidBearerTokenException("the key is unknown"));
            require(jwt.verify(verifier(key, header.getAlgorithm())), "the signature is wrong");
            checkTimes(claims);
            require(claims.getAudience().contains(url), "aud is not the URL called");
            String jti = claims.getJWTID();
            require(jti != null && !jti.isBlank() && jti.length() <= LONGEST_JTI, "jti is missing");
            Instant expires = claims.getExpirationTime().toInstant();
            require(seen.first(claims.getIssuer(), jti, expires.plus(SKEW), clock.instant()), "the token was used before");
            return new Verified(claims.getIssuer(), client.hospital, claims.getIssueTime().toInstant(), expires);
        } catch (ParseException | JOSEException e) {
            throw new InvalidBearerTokenException("the token is malformed", e);
        }
    }

    private static JWSVerifier verifier(JWK key, JWSAlgorithm algorithm) throws JOSEException {
        if (algorithm.equals(JWSAlgorithm.ES384) && key instanceof ECKey ec && ec.getCurve().equals(Curve.P_384)) {
            return new ECDSAVerifier(ec);
        }
        if (algorithm.equals(JWSAlgorithm.RS384) && key instanceof RSAKey rsa && rsa.size() >= SHORTEST_RSA) {
            return new RSASSAVerifier(rsa);
        }
        throw new InvalidBearerTokenException("the algorithm must be ES384 or RS384, and fit the key");
    }

    private void checkTimes(JWTClaimsSet claims) {
        Date expires = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        Instant now = clock.instant();
        require(expires != null && issued != null, "exp or iat is missing");
        require(expires.toInstant().plus(SKEW).isAfter(now), "the token has expired");
        require(!issued.toInstant().minus(SKEW).isAfter(now), "iat lies ahead");
        require(!expires.toInstant().isAfter(issued.toInstant().plus(LONGEST)), "the token lives longer than five minutes");
        require(claims.getNotBeforeTime() == null || !claims.getNotBeforeTime().toInstant().minus(SKEW).isAfter(now),
                "nbf lies ahead");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidBearerTokenException(otherwise);
        }
    }
}
