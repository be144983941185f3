package org.cloudfilm.standalone.wiring;

import java.time.Clock;
import org.cloudfilm.standalone.demo.DemoDay;
import org.cloudfilm.standalone.demo.DemoFilms;
import org.cloudfilm.standalone.demo.DemoRecords;
import org.cloudfilm.standalone.doors.GatewayDoor;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.outbox.OutboxBacklog;
import org.cloudfilm.storage.record.RecordStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** What a standalone adds around the doors: their health, and the demo's films. */
@Configuration(proxyBeanMethods = false)
class DoorsConfiguration {

    @Bean
    OutboxHealth outboxHealthIndicator(OutboxBacklog backlog) {
        return new OutboxHealth(backlog);
    }

    @Bean
    ObjectStoreHealth objectStoreHealthIndicator(ObjectStore objects) {
        return new ObjectStoreHealth(objects);
    }

    @Bean
    @Conditional(GatewayDoor.class)
    @ConditionalOnBooleanProperty("cloudfilm.demo.images")
    DemoDay demoDay(CloudfilmSettings settings, Clock clock) {
        return new DemoDay(settings.data(), clock);
    }

    @Bean
    @Conditional(GatewayDoor.class)
    @ConditionalOnBooleanProperty("cloudfilm.demo.images")
    DemoFilms demoFilms(
            FilmIntake films, RecordStore records, Hospitals hospitals, DemoDay day, CloudfilmSettings settings,
            Clock clock) {
        return new DemoFilms(films, new DemoRecords(records, hospitals, clock), hospitals, day, settings.data());
    }
}
