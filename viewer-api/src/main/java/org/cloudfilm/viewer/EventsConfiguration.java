package org.cloudfilm.viewer;

import java.time.Clock;
import javax.sql.DataSource;
import org.cloudfilm.storage.outbox.DeliverEvents;
import org.cloudfilm.storage.outbox.OutboxBell;
import org.cloudfilm.storage.outbox.OutboxHandler;
import org.cloudfilm.storage.outbox.OutboxSettings;
import org.cloudfilm.viewer.people.FilmArrived;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Wires the events of the people's door: every {@link OutboxHandler} that is a bean, one for each kind. Needs from
 * outside: a migrated {@link DataSource}, {@link Clock} and the {@link OutboxBell} of the outbox used here.
 */
@Configuration(proxyBeanMethods = false)
@Import(FilmArrived.class)
class EventsConfiguration {

    @Bean(destroyMethod = "")
    PeopleEvents peopleEvents(
            DataSource dataSource, ObjectProvider<OutboxHandler> handlers, ObjectProvider<OutboxBell> bell, Clock clock) {
        return new PeopleEvents(
                new DeliverEvents(dataSource, handlers.orderedStream().toList(), OutboxSettings.DEFAULT, clock),
                bell.getIfAvailable(OutboxBell::new));
    }
}
