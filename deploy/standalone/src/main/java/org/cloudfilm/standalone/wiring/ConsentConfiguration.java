package org.cloudfilm.standalone.wiring;

import java.time.Clock;
import javax.sql.DataSource;
import org.cloudfilm.standalone.settings.AccessProperties;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.AccessSettings;
import org.cloudfilm.storage.consent.book.FollowConsents;
import org.cloudfilm.storage.notice.Notices;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What consents need of both doors: hospitals' denials count wherever they come in, and patients are told. */
@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

    @Bean
    AccessSettings accessSettings(AccessProperties properties) {
        return properties.toSettings();
    }

    @Bean
    Notices notices(DataSource dataSource, FlywayMigrationInitializer migrated, Clock clock) {
        return new Notices(dataSource, clock);
    }

    @Bean
    FollowConsents followConsents(DataSource dataSource, AccessChanges changes, Clock clock) {
        return new FollowConsents(dataSource, changes, clock);
    }
}
