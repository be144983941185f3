package org.cloudfilm.standalone.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Takes the token from the Authorization header (RFC 6750 section 2.1) and from nowhere else. The framework's own
 * resolver matches a regular expression over the whole token, a seventh of what a search costs.
 */
final class BearerHeader implements BearerTokenResolver {

    private static final String SCHEME = "Bearer ";
    private static final boolean[] ALLOWED = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=".chars().forEach(c -> ALLOWED[c] = true);
    }

    @Override
    public String resolve(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        if (!allowed(token)) {
            throw new InvalidBearerTokenException("the token is malformed");
        }
        return token;
    }

    /** A loop: a stream of the characters costs as much as the regular expression did. */
    private static boolean allowed(String token) {
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c >= ALLOWED.length || !ALLOWED[c]) {
                return false;
            }
        }
        return !token.isEmpty();
    }
}
