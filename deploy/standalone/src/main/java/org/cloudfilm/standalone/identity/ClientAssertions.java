package org.cloudfilm.standalone.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Checks the signed statements by which hospitals' systems say who they are (private_key_jwt; SMART App Launch 2.2,
 * Backend Services, "Authentication JWT"): ES384 or RS384 by a key of the client's, {@code iss} and {@code sub} its id,
 * {@code aud} the token endpoint, at most five minutes to live, each {@code jti} once.
 */
final class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 100_000;

    private final Function<String, JWKSet> keys;
    private final List<String> audiences;
    private final Clock clock;
    private final Cache<String, Boolean> seen =
            Caffeine.newBuilder().expireAfterWrite(LONGEST.plus(SKEW).plus(SKEW)).maximumSize(REMEMBERED).build();

    /** @param keys public keys of a client, by its id */
    ClientAssertions(Function<String, JWKSet> keys, List<String> audiences, Clock clock) {
        this.keys = keys;
        this.audiences = audiences;
        this.clock = clock;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient client) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.ES384, JWSAlgorithm.RS384), new ImmutableJWKSet<>(keys.apply(client.getClientId()))));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // by the validators, which know what to say
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(List.of(new Rules(client.getClientId()))));
        return decoder;
    }

    /** In the order of cost; the {@code jti} is used up last, by a statement that is otherwise good. */
    private final class Rules implements OAuth2TokenValidator<Jwt> {

        private final String client;

        Rules(String client) {
            this.client = client;
        }

        @Override
        public OAuth2TokenValidatorResult validate(Jwt jwt) {
            Instant expires = jwt.getExpiresAt();
            boolean good = client.equals(jwt.getClaimAsString("iss"))
                    && client.equals(jwt.getSubject())
                    && jwt.getAudience() != null
                    && jwt.getAudience().stream().anyMatch(audiences::contains)
                    && expires != null
                    && !expires.isAfter(clock.instant().plus(LONGEST).plus(SKEW))
                    && jwt.getId() != null
                    && !jwt.getId().isBlank()
                    && seen.asMap().putIfAbsent(client + ' ' + jwt.getId(), true) == null;
            return good
                    ? OAuth2TokenValidatorResult.success()
                    : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT));
        }
    }
}
