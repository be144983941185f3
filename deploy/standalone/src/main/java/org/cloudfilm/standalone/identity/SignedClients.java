package org.cloudfilm.standalone.identity;

import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Who a client says it is by a signed statement alone, without {@code client_id} (RFC 7521 section 4.2 leaves it out,
 * SMART Backend Services does; the framework's own converter insists on it). Believed only after the signature is.
 */
final class SignedClients implements AuthenticationConverter {

    private static final ClientAuthenticationMethod ASSERTION =
            new ClientAuthenticationMethod("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

    @Override
    public Authentication convert(HttpServletRequest request) {
        String[] assertions = request.getParameterValues(OAuth2ParameterNames.CLIENT_ASSERTION);
        String type = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE);
        if (assertions == null || assertions.length != 1 || !ASSERTION.getValue().equals(type)
                || request.getParameter(OAuth2ParameterNames.CLIENT_ID) != null) {
            return null; // the framework's to read, or to refuse
        }
        return new OAuth2ClientAuthenticationToken(subject(assertions[0]), ASSERTION, assertions[0], Map.of());
    }

    private static String subject(String assertion) {
        try {
            String subject = JWTParser.parse(assertion).getJWTClaimsSet().getSubject();
            if (subject != null) {
                return subject;
            }
        } catch (ParseException e) {
            // as good as none
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
}
