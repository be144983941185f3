package org.cloudfilm.standalone.settings;

import java.time.Duration;
import org.cloudfilm.storage.consent.AccessSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;

/**
 * How this deployment decides who may read.
 *
 * @param unasked     where a patient has said nothing
 * @param recentVisit how long after a visit its hospital's clinicians still treat
 */
@ConfigurationProperties("cloudfilm.access")
public record AccessProperties(@Name("default") AccessSettings.Default unasked, Duration recentVisit) {

    public AccessProperties {
        Checks.require(unasked != null, "cloudfilm.access.default must be opt-in or opt-out");
        Checks.require(recentVisit != null && !recentVisit.isNegative() && recentVisit.toDays() <= 3650,
                "cloudfilm.access.recent-visit must be 0 to 3650 days");
    }

    public AccessSettings toSettings() {
        return new AccessSettings(unasked, recentVisit);
    }
}
