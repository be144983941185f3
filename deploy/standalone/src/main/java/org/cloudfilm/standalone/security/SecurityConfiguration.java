package org.cloudfilm.standalone.security;

import static org.cloudfilm.standalone.security.VerifiedTokens.LINK_BEARER;
import static org.cloudfilm.standalone.security.VerifiedTokens.PAGES;
import static org.cloudfilm.standalone.security.VerifiedTokens.READS_FILMS;
import static org.cloudfilm.standalone.security.VerifiedTokens.REQUESTER;
import static org.cloudfilm.standalone.security.VerifiedTokens.STORES_FILMS;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.share.LinkTokens;
import org.cloudfilm.viewer.pages.WebPages;
import org.cloudfilm.viewer.recognition.CdsAuthentication;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;

/**
 * Who gets past the front door. What a requester may read is decided further in; here a request carries a valid
 * token, or asks for something public, or is turned away.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] READERS_OF_RECORDS = {REQUESTER.getAuthority(), LINK_BEARER.getAuthority()};

    @Bean
    VerifiedTokens verifiedTokens(
            JwtDecoder decoder, CloudfilmSettings settings, Hospitals hospitals, LinkTokens links, Clock clock) {
        return new VerifiedTokens(decoder, settings.oidc().audience(), hospitals, links::find, clock);
    }

    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(new HeaderText());
        return firewall;
    }

    @Bean
    NoSuchPage noSuchPage(ObjectProvider<WebPages> pages, CloudfilmSettings settings) {
        return new NoSuchPage(pages.stream().flatMap(each -> each.document().stream()).findFirst(),
                new PageHeaders(settings));
    }

    @Bean
    PageOrProblem pageOrProblem(NoSuchPage page) {
        return new PageOrProblem(page);
    }

    /** Of the firewall: the URL or a header is written in a way that two programs may read differently. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(PageOrProblem refusal) {
        return (request, response, e) -> refusal.answer(request, response, HttpStatus.BAD_REQUEST);
    }

    /**
     * No session, nothing remembered, as few filters as there can be: frames pass through here by the thousand. The
     * first of all chains, because finding out that those of the identity server are not meant costs more than this one.
     */
    @Bean
    @Order(1)
    SecurityFilterChain data(HttpSecurity http, VerifiedTokens tokens, ObjectProvider<CdsAuthentication> cds)
            throws Exception {
        http.securityMatcher("/dicom-web/**", "/api/**", "/fhir/**", "/cds-services/**", "/shl/**")
                .addFilterBefore(new DataHeaders(), HeaderWriterFilter.class)
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(HttpMethod.GET, "/dicom-web/**").hasAuthority(READS_FILMS.getAuthority())
                        .requestMatchers(HttpMethod.HEAD, "/dicom-web/**").hasAuthority(READS_FILMS.getAuthority())
                        .requestMatchers("/dicom-web/**").hasAuthority(STORES_FILMS.getAuthority())
                        .requestMatchers(HttpMethod.GET, "/api/config", "/fhir/metadata",
                                "/fhir/.well-known/smart-configuration", "/cds-services").permitAll()
                        // signed by the payment channel it comes from, which the controller checks
                        .requestMatchers(HttpMethod.POST, "/api/payments/*/callback").permitAll()
                        // a share link is its own secret
                        .requestMatchers("/shl/**").permitAll()
                        .requestMatchers("/api/**").hasAuthority(PAGES.getAuthority())
                        .requestMatchers(HttpMethod.GET, "/fhir/**").hasAnyAuthority(READERS_OF_RECORDS)
                        .requestMatchers(HttpMethod.HEAD, "/fhir/**").hasAnyAuthority(READERS_OF_RECORDS)
                        .anyRequest().hasAuthority(REQUESTER.getAuthority()));
        CdsAuthentication clients = cds.getIfAvailable();
        AuthenticationManagerResolver<HttpServletRequest> managers =
                clients == null ? request -> tokens : clients.beside(tokens, REQUESTER);
        return tokensOnly(http, managers, new Problems()).headers(AbstractHttpConfigurer::disable).build();
    }

    /** Pages and health are public, the details of health by who asks; nothing else is there, with a token or without. */
    @Bean
    @Order(40)
    SecurityFilterChain pages(
            HttpSecurity http, VerifiedTokens tokens, CloudfilmSettings settings, PageOrProblem nothing) throws Exception {
        http.authorizeHttpRequests(requests -> requests
                .requestMatchers(HttpMethod.GET, WebPages.PUBLIC_PATHS).permitAll()
                .requestMatchers(HttpMethod.HEAD, WebPages.PUBLIC_PATHS).permitAll()
                .requestMatchers(HttpMethod.GET, "/actuator/health/**", "/error").permitAll()
                .anyRequest().denyAll());
        AccessDeniedHandler denied = (request, response, e) -> nothing.answer(request, response, HttpStatus.NOT_FOUND);
        return tokensOnly(http, request -> tokens, denied)
                .servletApi(Customizer.withDefaults())
                .headers(new PageHeaders(settings))
                .build();
    }

    private static HttpSecurity tokensOnly(
            HttpSecurity http, AuthenticationManagerResolver<HttpServletRequest> managers, AccessDeniedHandler denied)
            throws Exception {
        Problems problems = new Problems();
        return http.oauth2ResourceServer(server -> server
                        .bearerTokenResolver(new BearerHeader())
                        .authenticationManagerResolver(managers)
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(denied)
                        .addObjectPostProcessor(new FailuresAnswered(problems)))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(problems).accessDeniedHandler(denied))
                // a browser that signed in here sends its cookie along; by default every token would exchange it
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(SessionManagementConfigurer.SessionFixationConfigurer::none))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable);
    }

    /** Spring's own filter throws when tokens cannot be verified at the moment, which ends as a 500 and a stack trace. */
    private record FailuresAnswered(Problems problems) implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {

        @Override
        public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
            filter.setAuthenticationFailureHandler(problems::commence);
            return filter;
        }
    }
}
