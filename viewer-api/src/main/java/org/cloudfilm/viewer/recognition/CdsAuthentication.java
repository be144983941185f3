package org.cloudfilm.viewer.recognition;

import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who may call {@code /cds-services}: hospitals' systems with a token they signed themselves, once for each call, or with
 * an access token. Everywhere else tokens of the first kind open nothing.
 */
public final class CdsAuthentication {

    private static final String ROOT = "/cds-services";

    private final CdsClients clients;
    private final String publicUrl;

    CdsAuthentication(CdsClients clients, String publicUrl) {
        this.clients = clients;
        this.publicUrl = publicUrl;
    }

    /**
     * For the security chain.
     *
     * @param accessTokens verifies all other tokens
     * @param granted      to a hospital's system whose own token is good
     */
    public AuthenticationManagerResolver<HttpServletRequest> beside(
            AuthenticationManager accessTokens, GrantedAuthority granted) {
        return request -> {
            String path = request.getRequestURI();
            return path.equals(ROOT) || path.startsWith(ROOT + "/")
                    ? authentication -> authenticate(authentication, publicUrl + path, accessTokens, granted)
                    : accessTokens;
        };
    }

    private Authentication authenticate(
            Authentication presented, String url, AuthenticationManager accessTokens, GrantedAuthority granted) {
        String token = ((BearerTokenAuthenticationToken) presented).getToken();
        Optional<SignedJWT> own = clients.ours(token);
        if (own.isEmpty()) {
            return accessTokens.authenticate(presented);
        }
        try {
            CdsClients.Verified client = clients.verify(own.get(), url);
            Map<String, Object> claims = Map.of(
                    "sub", client.issuer(), "cloudfilm_role", "hospital", "hospital", client.hospital().value());
            return new JwtAuthenticationToken(
                    new Jwt(token, client.issuedAt(), client.expiresAt(), Map.of("typ", "JWT"), claims), List.of(granted));
        } catch (ClientKeys.UnavailableException | DataAccessException e) {
            throw new AuthenticationServiceException("tokens cannot be verified at the moment", e);
        }
    }
}
