package org.cloudfilm.standalone.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * The demo identity server's people, systems and key. Only without a configured issuer: its passwords are public.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(WithoutIssuer.class)
class DemoIdentityConfiguration {

    @Bean
    AuthorizationServerSettings authorizationServerSettings(CloudfilmSettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer()).build();
    }

    @Bean
    RSAKey signingKey(CloudfilmSettings settings) {
        return KeyFile.loadOrMake(
                settings.data().resolve("identity").resolve("signing-key.jwk"),
                id -> new RSAKeyGenerator(2048).keyID(id).generate(),
                RSAKey::parse);
    }

    @Bean
    ClientAssertions clientAssertions(CloudfilmSettings settings, Clock clock) {
        SystemKeys keys = new SystemKeys(settings.data().resolve("identity"));
        return new ClientAssertions(
                keys::of, List.of(settings.issuer(), settings.issuer() + "/oauth2/token"), clock);
    }

    @Bean
    JWKSource<SecurityContext> jwkSource(RSAKey signingKey) {
        return new ImmutableJWKSet<>(new JWKSet(signingKey));
    }

    /** Checks our own tokens with the key at hand instead of asking ourselves over HTTP. */
    @Bean
    JwtDecoder jwtDecoder(RSAKey signingKey, CloudfilmSettings settings) throws Exception {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withPublicKey(signingKey.toRSAPublicKey()).build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(settings.issuer()));
        return decoder;
    }

    @Bean
    TokenClaims tokenClaims(CloudfilmSettings settings) {
        return new TokenClaims(settings.oidc().audience());
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new RecentAuthorizations();
    }

    @Bean
    UserDetailsService people() {
        return id -> DemoActor.people().stream()
                .filter(actor -> actor.id().equals(id))
                .findFirst()
                .map(actor -> User.withUsername(id).password("{noop}" + actor.password()).build())
                .orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }

    @Bean
    RegisteredClientRepository clients(CloudfilmSettings settings) {
        TokenSettings tokens = TokenSettings.builder()
                .accessTokenTimeToLive(settings.oidc().accessTokenLife())
                .build();
        List<RegisteredClient> clients = new ArrayList<>();
        clients.add(webPages(settings, tokens));
        for (DemoActor system : DemoActor.systems()) {
            clients.add(RegisteredClient.withId(system.id())
                    .clientId(system.id())
                    .clientSecret("{noop}" + system.password())
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .tokenSettings(tokens)
                    .build());
        }
        return new InMemoryRegisteredClientRepository(clients);
    }

    private static RegisteredClient webPages(CloudfilmSettings settings, TokenSettings tokens) {
        return RegisteredClient.withId(UUID.randomUUID().toString())
                .clientId(settings.oidc().clientId())
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(settings.publicUrl() + "/callback")
                .postLogoutRedirectUri(settings.publicUrl() + "/")
                .scope("openid")
                .scope("profile")
                .clientSettings(ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false).build())
                .tokenSettings(tokens)
                .build();
    }
}
