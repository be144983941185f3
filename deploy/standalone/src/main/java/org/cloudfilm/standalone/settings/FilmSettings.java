package org.cloudfilm.standalone.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How films are taken in.
 *
 * @param quiet for how long nothing more of a study comes before it is announced
 */
@ConfigurationProperties("cloudfilm.films")
public record FilmSettings(Duration quiet) {

    public FilmSettings {
        Checks.require(quiet != null && !quiet.isNegative() && quiet.toHours() < 24,
                "cloudfilm.films.quiet must be less than a day");
    }
}
