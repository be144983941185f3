package org.cloudfilm.standalone.identity;

import java.util.List;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** Says in access tokens who the actor is to Cloudfilm. ID tokens do not say it and open nothing. */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private final String audience;

    TokenClaims(String audience) {
        this.audience = audience;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        DemoActor actor = DemoActor.find(context.getPrincipal().getName()).orElseThrow();
        context.getClaims().claim("name", actor.name());
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getClaims().audience(List.of(audience));
            actor.claims().forEach(context.getClaims()::claim);
        }
    }
}
