package org.cloudfilm.viewer.share;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code cloudfilm.share.*}, as {@link ShareSettings} explains and checks them. */
@ConfigurationProperties("cloudfilm.share")
public record ShareProperties(
        @DefaultValue("5") int attempts,
        @DefaultValue("1h") Duration tokenLife,
        @DefaultValue("10m") Duration fileLife,
        @DefaultValue("600000") int passcodeRounds) {

    ShareSettings settings(String publicUrl) {
        return new ShareSettings(publicUrl, attempts, tokenLife, fileLife, passcodeRounds);
    }
}
