package org.cloudfilm.standalone.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

class VerifiedTokensTest {

    @Test
    void authenticate_issuerOutOfReach_isOurFaultNotTheTokens() {
        JwtDecoder unreachable = new SupplierJwtDecoder(() -> {
            throw new IllegalStateException("connection refused");
        });

        assertThatThrownBy(() -> authenticate(unreachable)).isInstanceOf(AuthenticationServiceException.class);
    }

    @Test
    void authenticate_tokenIsBad_isTheTokensFault() {
        assertThatThrownBy(() -> authenticate(token -> {
                    throw new BadJwtException("signature");
                }))
                .isInstanceOf(InvalidBearerTokenException.class);
    }

    private static void authenticate(JwtDecoder decoder) {
        new VerifiedTokens(decoder, "cloudfilm", Clock.systemUTC())
                .authenticate(new BearerTokenAuthenticationToken("a.b.c"));
    }
}
