package org.cloudfilm.standalone.wiring;

import org.cloudfilm.storage.record.RecordIndex.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells when the index of records was made by another version of Cloudfilm. The application is up all the same: films
 * and single records are read as ever, but searches of records may find too little or too much.
 */
final class RecordIndexHealth implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(RecordIndexHealth.class);

    private final State state;

    /** @param state as the application found it; nothing else changes it while this one runs */
    RecordIndexHealth(State state) {
        this.state = state;
        if (state == State.OUTDATED) {
            LOG.warn("The search index of records was made by another version of Cloudfilm, so searches of records may"
                    + " find too little or too much. Stop Cloudfilm and run: deploy/run reindex-records");
        }
    }

    @Override
    public Health health() {
        return switch (state) {
            case CURRENT -> Health.up().build();
            case OUTDATED -> Health.status("REINDEX_NEEDED").build();
        };
    }
}
