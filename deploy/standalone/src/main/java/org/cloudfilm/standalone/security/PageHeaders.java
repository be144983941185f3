package org.cloudfilm.standalone.security;

import java.net.URI;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What browsers are told about pages: everything comes from here, nothing is framed, no address leaks. */
public final class PageHeaders implements Customizer<HeadersConfigurer<HttpSecurity>> {

    /** Decoders are WebAssembly in workers; pixels reach the page as blobs. Styles set by scripts are inline. */
    private static final String POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
            + "worker-src 'self' blob:; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; connect-src 'self'";

    private final String policy;

    /** Pages fetch from here alone, and tokens from the issuer when that is somebody else. */
    public PageHeaders(CloudfilmSettings settings) {
        this.policy = settings.oidc().external() ? POLICY + " " + origin(settings.issuer()) : POLICY;
    }

    @Override
    public void customize(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(content -> content.policyDirectives(policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(permissions -> permissions.policy("camera=(), microphone=(), geolocation=()"))
                .cacheControl(cache -> cache.disable());
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
