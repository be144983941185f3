package org.cloudfilm.standalone.security;

import java.util.List;
import org.cloudfilm.storage.consent.Requester;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Whoever holds a share link, by the token the link gave out. The principal is the {@link Requester}. */
final class LinkAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient Requester.LinkBearer bearer;

    LinkAuthentication(Requester.LinkBearer bearer) {
        super(List.of(VerifiedTokens.LINK_BEARER, VerifiedTokens.READS_FILMS));
        this.bearer = bearer;
        setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Requester.LinkBearer getPrincipal() {
        return bearer;
    }
}
