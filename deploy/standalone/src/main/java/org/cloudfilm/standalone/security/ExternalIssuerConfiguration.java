package org.cloudfilm.standalone.security;

import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Tokens of an identity provider elsewhere, asked for its keys when the first token comes. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${cloudfilm.oidc.issuer:}'.isBlank()")
class ExternalIssuerConfiguration {

    @Bean
    JwtDecoder jwtDecoder(CloudfilmSettings settings) {
        return new SupplierJwtDecoder(() -> JwtDecoders.fromIssuerLocation(settings.oidc().issuer()));
    }
}
