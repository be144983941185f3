package org.cloudfilm.standalone.wiring;

import java.time.Clock;
import javax.sql.DataSource;
import org.cloudfilm.standalone.doors.ViewerAlone;
import org.cloudfilm.standalone.node.RemoteSegments;
import org.cloudfilm.storage.film.FilmArchiveSettings;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.SharedArchive;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.record.subscription.TellSubscribers;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** What the people's door needs where the hospitals' door is another process. */
@Configuration(proxyBeanMethods = false)
@Conditional(ViewerAlone.class)
class ViewerAloneConfiguration {

    /** Takes nothing in, and recovers nothing: the segments are the other process's. */
    @Bean
    FilmReader filmReader(
            DataSource dataSource,
            FlywayMigrationInitializer migrated,
            ObjectStore objects,
            RemoteSegments others,
            FilmArchiveSettings settings) {
        return SharedArchive.reader(dataSource, objects, others, settings.indexCacheWeight());
    }

    /** Subscribers hear of what is written here, too; the other process calls them. */
    @Bean
    TellSubscribers tellSubscribers(DataSource dataSource, Hospitals hospitals, Outbox outbox, Clock clock) {
        return new TellSubscribers(dataSource, hospitals, outbox, clock);
    }
}
