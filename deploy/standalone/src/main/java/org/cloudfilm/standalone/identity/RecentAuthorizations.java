package org.cloudfilm.standalone.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/**
 * Sign-ins in progress and done, in memory and bounded. What must be found again is the code, to be exchanged for
 * a token, and the ID token, to sign out; access tokens are verified by their signature.
 */
final class RecentAuthorizations implements OAuth2AuthorizationService {

    private final Cache<String, OAuth2Authorization> byId =
            Caffeine.newBuilder().maximumSize(2_000).expireAfterWrite(Duration.ofHours(8)).build();

    @Override
    public void save(OAuth2Authorization authorization) {
        byId.put(authorization.getId(), authorization);
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        byId.invalidate(authorization.getId());
    }

    @Override
    public OAuth2Authorization findById(String id) {
        return byId.getIfPresent(id);
    }

    @Override
    public OAuth2Authorization findByToken(String token, OAuth2TokenType type) {
        for (OAuth2Authorization authorization : byId.asMap().values()) {
            if (holds(authorization, token, type)) {
                return authorization;
            }
        }
        return null;
    }

    private static boolean holds(OAuth2Authorization authorization, String token, OAuth2TokenType type) {
        if (type != null && OAuth2ParameterNames.STATE.equals(type.getValue())) {
            return token.equals(authorization.getAttribute(OAuth2ParameterNames.STATE));
        }
        return authorization.getToken(token) != null;
    }
}
