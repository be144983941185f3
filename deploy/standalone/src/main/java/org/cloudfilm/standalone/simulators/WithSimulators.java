package org.cloudfilm.standalone.simulators;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * True where the simulators stand in for an insurance and a payment channel: {@code cloudfilm.settlement.simulators} is
 * {@code on}, or {@code auto} beside the demo identity server, whose people are not real either.
 */
public final class WithSimulators implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        return switch (environment.getProperty("cloudfilm.settlement.simulators", "auto").strip()) {
            // YAML reads on and off as truth values
            case "on", "true" -> true;
            case "off", "false" -> false;
            case "auto" -> environment.getProperty("cloudfilm.oidc.issuer", "").isBlank();
            default -> throw new IllegalArgumentException("cloudfilm.settlement.simulators must be auto, on or off");
        };
    }
}
