package org.cloudfilm.standalone.wiring;

import java.io.IOException;
import org.cloudfilm.storage.film.FilmArchive;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells of films that are lost or damaged, and of packs that cannot be brought to where they belong. A person must look
 * after them, but the application is up all the same: every other film is taken in and read as ever.
 */
final class FilmHealth implements HealthIndicator {

    static final String DEGRADED = "DEGRADED";

    private final FilmArchive archive;

    FilmHealth(FilmArchive archive) {
        this.archive = archive;
    }

    @Override
    public Health health() {
        try {
            int lost = archive.lost();
            int damaged = archive.damaged();
            int failing = archive.failing();
            return (lost + damaged + failing == 0 ? Health.up() : Health.status(DEGRADED))
                    .withDetail("lost", lost)
                    .withDetail("damaged", damaged)
                    .withDetail("pending", archive.pending())
                    .withDetail("failing", failing)
                    .build();
        } catch (IOException e) {
            return Health.unknown().build();
        }
    }
}
