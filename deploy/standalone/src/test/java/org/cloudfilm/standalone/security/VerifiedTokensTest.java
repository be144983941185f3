package org.cloudfilm.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.Hospitals;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
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

    @Test
    void authenticate_tokenOfALink_isAskedForThereAlone() {
        UUID link = UUID.randomUUID();
        JwtDecoder never = token -> {
            throw new AssertionError("no JWT");
        };
        VerifiedTokens tokens = new VerifiedTokens(never, "cloudfilm", new Hospitals(List.of()),
                token -> token.equals("cfl_known") ? Optional.of(new Requester.LinkBearer("link:1", link)) : Optional.empty(),
                Clock.systemUTC());

        Authentication known = tokens.authenticate(new BearerTokenAuthenticationToken("cfl_known"));

        assertThat(known.getPrincipal()).isEqualTo(new Requester.LinkBearer("link:1", link));
        assertThat(known.getAuthorities()).extracting(GrantedAuthority::getAuthority).containsExactly("LINK_BEARER", "READS_FILMS");
        assertThatThrownBy(() -> tokens.authenticate(new BearerTokenAuthenticationToken("cfl_forged")))
                .isInstanceOf(InvalidBearerTokenException.class);
    }

    private static void authenticate(JwtDecoder decoder) {
        new VerifiedTokens(decoder, "cloudfilm", new Hospitals(List.of()), token -> Optional.empty(), Clock.systemUTC())
                .authenticate(new BearerTokenAuthenticationToken("a.b.c"));
    }
}
