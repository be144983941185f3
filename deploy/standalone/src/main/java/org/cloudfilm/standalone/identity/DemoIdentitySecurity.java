package org.cloudfilm.standalone.identity;

import static org.springframework.security.config.Customizer.withDefaults;

import org.cloudfilm.standalone.security.PageHeaders;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
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
    SecurityFilterChain identityServer(HttpSecurity http) throws Exception {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        http.securityMatcher(server.getEndpointsMatcher())
                .addFilterBefore(new PromptLogin(), SecurityContextHolderFilter.class)
                .with(server, configurer -> configurer.oidc(withDefaults()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
        return http.build();
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
