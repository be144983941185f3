package org.cloudfilm.standalone.identity;

import static org.springframework.security.config.Customizer.withDefaults;

import java.util.List;
import org.cloudfilm.standalone.security.PageHeaders;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/** The demo identity server's addresses: OAuth 2 and OpenID Connect, and the page to sign in on. */
@Configuration(proxyBeanMethods = false)
@Conditional(WithoutIssuer.class)
class DemoIdentitySecurity {

    @Bean
    @Order(10)
    SecurityFilterChain identityServer(HttpSecurity http, ClientAssertions assertions) throws Exception {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        http.securityMatcher(server.getEndpointsMatcher())
                .addFilterBefore(new PromptLogin(), SecurityContextHolderFilter.class)
                .with(server, configurer -> configurer
                        .oidc(withDefaults())
                        .clientAuthentication(clients -> clients
                                .authenticationConverters(converters -> converters.addFirst(new SignedClients()))
                                .authenticationProviders(providers -> configure(providers, assertions)))
                        .tokenEndpoint(tokens -> tokens.authenticationProviders(
                                providers -> configure(providers, assertions))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
        return http.build();
    }

    private static void configure(List<AuthenticationProvider> providers, ClientAssertions assertions) {
        for (AuthenticationProvider provider : providers) {
            switch (provider) {
                case JwtClientAssertionAuthenticationProvider signed -> signed.setJwtDecoderFactory(assertions);
                case OAuth2ClientCredentialsAuthenticationProvider systems ->
                    systems.setAuthenticationValidator(new SystemScopes());
                default -> {}
            }
        }
    }

    @Bean
    @Order(20)
    SecurityFilterChain signIn(HttpSecurity http, CloudfilmSettings settings) throws Exception {
        http.securityMatcher("/login", "/logout")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .formLogin(form -> form.loginPage("/login"))
                .logout(logout -> logout.logoutSuccessUrl("/"))
                .headers(new PageHeaders(settings));
        return http.build();
    }
}
