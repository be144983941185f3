package org.cloudfilm.standalone.identity;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** True when no identity provider is configured, so that the demo one is needed. */
class WithoutIssuer implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment().getProperty("cloudfilm.oidc.issuer", "").isBlank();
    }
}
