package org.cloudfilm.viewer;

import java.util.Optional;
import org.cloudfilm.storage.consent.Requester;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Who is asking, as the verified token of this request says: a JWT, or what a share link gave out. */
public final class CurrentRequester {

    private CurrentRequester() {}

    /**
     * Empty when nobody is signed in.
     *
     * @throws IllegalArgumentException when the token is valid but names no requester of ours
     */
    public static Optional<Requester> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof JwtAuthenticationToken token) {
            return Optional.of(Requester.fromClaims(token.getTokenAttributes()));
        }
        return authentication != null && authentication.getPrincipal() instanceof Requester who
                ? Optional.of(who)
                : Optional.empty();
    }

    /** Who is asking, if in this role. */
    public static <R extends Requester> Optional<R> find(Class<R> role) {
        return find().filter(role::isInstance).map(role::cast);
    }
}
