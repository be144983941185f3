package org.cloudfilm.standalone.security;

import static org.cloudfilm.storage.record.ResourceType.IMAGING_STUDY;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.SmartScopes;
import org.cloudfilm.storage.consent.SmartScopes.Interaction;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.share.LinkTokens;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Verifies access tokens and remembers each until it expires, at most ten minutes: a viewer sends the same one with
 * thousands of frames. A token must name our audience, so that an ID token or another service's token opens nothing.
 */
final class VerifiedTokens implements AuthenticationManager {

    /** Held by whoever {@link Requester#fromClaims} can make a requester of; one of a hospital, if we have that hospital. */
    static final GrantedAuthority REQUESTER = new SimpleGrantedAuthority("REQUESTER");
    /** To read and to store films by DICOMweb, and to use what is made for our own pages. */
    static final GrantedAuthority READS_FILMS = new SimpleGrantedAuthority("READS_FILMS");
    static final GrantedAuthority STORES_FILMS = new SimpleGrantedAuthority("STORES_FILMS");
    static final GrantedAuthority PAGES = new SimpleGrantedAuthority("PAGES");
    /** To see how the server fares, in detail. */
    static final GrantedAuthority OPERATES = new SimpleGrantedAuthority("OPERATES");
    /** Held by whoever has a token out of a share link: may read what the link names and do nothing else. */
    static final GrantedAuthority LINK_BEARER = new SimpleGrantedAuthority("LINK_BEARER");

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final JwtDecoder decoder;
    private final String audience;
    private final Hospitals hospitals;
    private final Function<String, Optional<Requester.LinkBearer>> links;
    private final Clock clock;
    private final Cache<String, JwtAuthenticationToken> verified;

    /** @param links whose token it is that a share link gave out */
    VerifiedTokens(
            JwtDecoder decoder, String audience, Hospitals hospitals,
            Function<String, Optional<Requester.LinkBearer>> links, Clock clock) {
        this.decoder = decoder;
        this.audience = audience;
        this.hospitals = hospitals;
        this.links = links;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(Expiry.<String, JwtAuthenticationToken>creating((token, known) -> remaining(known.getToken())))
                .build();
    }

    @Override
    public Authentication authenticate(Authentication request) throws AuthenticationException {
        String token = ((BearerTokenAuthenticationToken) request).getToken();
        if (LinkTokens.isOne(token)) {
            return ofLink(token);
        }
        JwtAuthenticationToken known = verified.getIfPresent(token);
        if (known == null) {
            known = verify(token);
            verified.put(token, known);
        }
        return known;
    }

    private Authentication ofLink(String token) {
        try {
            return links.apply(token)
                    .map(LinkAuthentication::new)
                    .orElseThrow(() -> new InvalidBearerTokenException("the token is not valid or has expired"));
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("tokens cannot be verified at the moment", e);
        }
    }

    private JwtAuthenticationToken verify(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            if (jwt.getAudience() == null || !jwt.getAudience().contains(audience)) {
                throw new InvalidBearerTokenException("the token is meant for another service");
            }
            return new JwtAuthenticationToken(jwt, authorities(jwt));
        } catch (BadJwtException e) {
            throw new InvalidBearerTokenException("the token is not valid or has expired", e);
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw new AuthenticationServiceException("tokens cannot be verified at the moment", e);
        }
    }

    private List<GrantedAuthority> authorities(Jwt jwt) {
        try {
            Requester who = Requester.fromClaims(jwt.getClaims());
            boolean stranger = who.actsFor().filter(hospital -> hospitals.find(hospital).isEmpty()).isPresent();
            return stranger ? List.of() : authorities(who, SmartScopes.of(who, jwt.getClaims()));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Films go by the scopes of their record, ImagingStudy; the doors of records hold each call against them. */
    private static List<GrantedAuthority> authorities(Requester who, SmartScopes scopes) {
        List<GrantedAuthority> all = new ArrayList<>();
        all.add(REQUESTER);
        if (scopes.allows(IMAGING_STUDY, Interaction.READ) && scopes.allows(IMAGING_STUDY, Interaction.SEARCH)) {
            all.add(READS_FILMS);
        }
        if (scopes.allows(IMAGING_STUDY, Interaction.CREATE)) {
            all.add(STORES_FILMS);
        }
        if (!scopes.limits()) {
            all.add(PAGES);
        }
        if (!scopes.limits() && who instanceof Requester.Administrator) {
            all.add(OPERATES);
        }
        return List.copyOf(all);
    }

    private Duration remaining(Jwt jwt) {
        Instant expires = jwt.getExpiresAt();
        if (expires == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), expires);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }
}
