package org.cloudfilm.standalone.wiring;

import org.cloudfilm.gateway.dimse.DicomServer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the DICOM port takes associations. */
final class DicomHealth implements HealthIndicator {

    private final DicomServer server;

    DicomHealth(DicomServer server) {
        this.server = server;
    }

    @Override
    public Health health() {
        return server.isListening() ? Health.up().build() : Health.down().build();
    }
}
