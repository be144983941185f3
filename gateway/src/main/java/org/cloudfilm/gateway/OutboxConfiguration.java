package org.cloudfilm.gateway;

import javax.sql.DataSource;
import org.cloudfilm.gateway.outbox.OutboxController;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxBacklog;
import org.cloudfilm.storage.outbox.OutboxBell;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the outbox of whoever tells others something. Needs from outside what {@link OutboxController} asks for. */
@Configuration(proxyBeanMethods = false)
@Import(OutboxController.class)
public class OutboxConfiguration {

    @Bean
    OutboxBell outboxBell() {
        return new OutboxBell();
    }

    @Bean
    Outbox outbox(DataSource dataSource, OutboxBell bell) {
        return new JdbcOutbox(dataSource, bell);
    }

    @Bean
    OutboxBacklog outboxBacklog(DataSource dataSource) {
        return new OutboxBacklog(dataSource);
    }
}
