package org.cloudfilm.standalone.wiring;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.cloudfilm.standalone.settings.AccessProperties;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.audit.JdbcAuditTrail;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.LeasedFreshness;
import org.cloudfilm.storage.consent.LinkContents;
import org.cloudfilm.storage.consent.RuledAccess;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.PersonReview;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.match.LinkRecords;
import org.cloudfilm.storage.visit.Visits;
import org.cloudfilm.storage.share.LinkTokens;
import org.cloudfilm.storage.share.SharedLinks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may read, who is who, and the trail of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class StorageConfiguration {

    @Bean
    JdbcAuditTrail auditTrail(DataSource dataSource, FlywayMigrationInitializer migrated) {
        return new JdbcAuditTrail(dataSource);
    }

    /** Closed after all that decides. */
    @Bean(destroyMethod = "close")
    LeasedFreshness freshness(DataSource dataSource, FlywayMigrationInitializer migrated) {
        return LeasedFreshness.start(dataSource);
    }

    @Bean
    AccessChanges accessChanges(DataSource dataSource, FlywayMigrationInitializer migrated) {
        return new AccessChanges(dataSource);
    }

    @Bean
    RuledAccess access(
            DataSource dataSource,
            AuditTrail audit,
            Clock clock,
            AccessProperties properties,
            LeasedFreshness freshness,
            ObjectProvider<LinkContents> links) {
        return new RuledAccess(dataSource, audit, clock, properties.toSettings(), freshness,
                links.getIfAvailable(() -> LinkContents.NONE));
    }

    @Bean
    Visits visits(DataSource dataSource, FlywayMigrationInitializer migrated) {
        return new Visits(dataSource);
    }

    /** What patients share by links. */
    @Bean
    SharedLinks sharedLinks(DataSource dataSource, FlywayMigrationInitializer migrated) {
        return new SharedLinks(dataSource);
    }

    @Bean
    LinkTokens linkTokens(DataSource dataSource, Clock clock, FlywayMigrationInitializer migrated) {
        return new LinkTokens(dataSource, clock);
    }

    @Bean
    LinkPerson linkPerson(DataSource dataSource, Clock clock, FlywayMigrationInitializer migrated) {
        return new LinkPerson(dataSource, clock);
    }

    /** Where records are kept, those of one hospital and one person name each other. */
    @Bean
    PersonReview personReview(
            DataSource dataSource, AuditTrail audit, Clock clock, FlywayMigrationInitializer migrated,
            ObjectProvider<RecordStore> records) {
        RecordStore store = records.getIfAvailable();
        Consumer<List<PersonId>> moved = store == null ? persons -> {} : new LinkRecords(dataSource, store)::align;
        return new PersonReview(dataSource, audit, clock, moved);
    }
}
