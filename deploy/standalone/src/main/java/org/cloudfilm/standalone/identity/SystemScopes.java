package org.cloudfilm.standalone.identity;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;

/**
 * A hospital's system may ask for any scope of the system level: it narrows what the hospital may do anyhow, see
 * {@link org.cloudfilm.storage.consent.SmartScopes}. Anything else is an invalid scope (RFC 6749 section 5.2).
 */
final class SystemScopes implements Consumer<OAuth2ClientCredentialsAuthenticationContext> {

    private static final Pattern SCOPE = Pattern.compile("system/([A-Z][A-Za-z]*|\\*)\\.(c?r?u?d?s?|read|write|\\*)");

    @Override
    public void accept(OAuth2ClientCredentialsAuthenticationContext context) {
        OAuth2ClientCredentialsAuthenticationToken request = context.getAuthentication();
        Set<String> asked = request.getScopes();
        if (!asked.stream().allMatch(scope -> SCOPE.matcher(scope).matches() && !scope.endsWith("."))) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
        }
    }
}
