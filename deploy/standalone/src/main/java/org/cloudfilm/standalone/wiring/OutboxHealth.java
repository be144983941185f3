package org.cloudfilm.standalone.wiring;

import java.util.List;
import org.cloudfilm.storage.outbox.OutboxBacklog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/** Tells how many events wait for others to be told; receivers that cannot be reached make nothing unhealthy here. */
final class OutboxHealth implements HealthIndicator {

    private final OutboxBacklog backlog;

    OutboxHealth(OutboxBacklog backlog) {
        this.backlog = backlog;
    }

    @Override
    public Health health() {
        try {
            List<OutboxBacklog.Line> lines = backlog.lines();
            return Health.up()
                    .withDetail("waiting", lines.stream().mapToLong(OutboxBacklog.Line::waiting).sum())
                    .withDetail("failing", lines.stream().mapToLong(OutboxBacklog.Line::failing).sum())
                    .withDetail("setAside", lines.stream().mapToLong(OutboxBacklog.Line::setAside).sum())
                    .build();
        } catch (DataAccessException e) {
            return Health.unknown().build();
        }
    }
}
