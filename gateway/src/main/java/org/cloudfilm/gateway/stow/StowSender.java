package org.cloudfilm.gateway.stow;

import org.cloudfilm.storage.consent.Requester;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Who may store: a hospital's own system, by its verified token. */
final class StowSender {

    private StowSender() {}

    /** From the security context: the application wraps no request, so that it knows no user principal. */
    static Requester.HospitalSystem current() throws StowRefusedException {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token)) {
            throw new StowRefusedException(HttpStatus.UNAUTHORIZED, "an access token is needed");
        }
        try {
            if (Requester.fromClaims(token.getTokenAttributes()) instanceof Requester.HospitalSystem hospital) {
                return hospital;
            }
        } catch (IllegalArgumentException e) {
            throw new StowRefusedException(HttpStatus.FORBIDDEN, "the access token does not say whom it is for");
        }
        throw new StowRefusedException(HttpStatus.FORBIDDEN, "only a hospital's system may store");
    }
}
