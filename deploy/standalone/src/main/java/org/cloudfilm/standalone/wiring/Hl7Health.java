package org.cloudfilm.standalone.wiring;

import org.cloudfilm.gateway.hl7v2.MllpServer;
import org.cloudfilm.storage.inbox.DeadLetters;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/** Up while the HL7 port takes connections; tells how many messages wait for somebody to mend them. */
final class Hl7Health implements HealthIndicator {

    private final MllpServer server;
    private final DeadLetters letters;

    Hl7Health(MllpServer server, DeadLetters letters) {
        this.server = server;
        this.letters = letters;
    }

    @Override
    public Health health() {
        try {
            return (server.isListening() ? Health.up() : Health.down())
                    .withDetail("deadLetters", letters.open())
                    .build();
        } catch (DataAccessException e) {
            return Health.down().build();
        }
    }
}
