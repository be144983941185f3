package org.cloudfilm.standalone.wiring;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.gateway.fhir.FhirProperties;
import org.cloudfilm.gateway.fhir.FhirSettings;
import org.cloudfilm.gateway.fhir.SmartEndpoints;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.person.LinkByHospital;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.ChangeListener;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.MovePatientRecords;
import org.cloudfilm.storage.record.OwnRecords;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordIndex;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.imaging.ExamOrders;
import org.cloudfilm.storage.record.imaging.OrderChanges;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.record.search.JdbcPatientRecords;
import org.cloudfilm.storage.record.search.JdbcRecordSearch;
import org.cloudfilm.storage.record.search.PatientRecords;
import org.cloudfilm.storage.record.search.RecordSearch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The records, and where their readers get tokens. */
@Configuration(proxyBeanMethods = false)
class RecordsConfiguration {

    /** Before anything is written: an index that another version made is found as it left it. */
    @Bean
    RecordIndex.State recordIndexState(DataSource dataSource, FlywayMigrationInitializer migrated) {
        return new RecordIndex(dataSource).open();
    }

    @Bean
    RecordIndexHealth recordIndexHealthIndicator(RecordIndex.State state) {
        return new RecordIndexHealth(state);
    }

    @Bean
    RecordHooks recordHooks(
            DataSource dataSource, LinkPerson linkPerson, ObjectProvider<ChangeListener> listeners) {
        List<ChangeListener> told = listeners.orderedStream().toList();
        return new RecordHooks(
                new JdbcMatchCriteria(dataSource),
                new LinkPatients(linkPerson),
                changes -> told.forEach(listener -> listener.changed(changes)));
    }

    @Bean
    RecordStore recordStore(
            DataSource dataSource,
            RecordIndex.State opened,
            ObjectStore objects,
            Clock clock,
            RecordHooks hooks,
            IndexRecord indexing,
            FhirProperties properties) {
        FhirSettings fhir = properties.settings();
        return new JdbcRecordStore(
                dataSource,
                objects,
                clock,
                new RecordLimits(fhir.entries(), fhir.resourceBytes(), 2L * fhir.bundleBytes(), fhir.depth()),
                indexing,
                hooks);
    }

    @Bean
    OrderChanges orderChanges(DataSource dataSource) {
        return new OrderChanges(new JdbcOutbox(dataSource));
    }

    @Bean
    ExamOrders examOrders(DataSource dataSource) {
        return new ExamOrders(new JdbcOutbox(dataSource));
    }

    @Bean
    OwnRecords ownRecords(DataSource dataSource, FlywayMigrationInitializer migrated, ObjectStore objects) {
        return new OwnRecords(dataSource, new JdbcMatchCriteria(dataSource), objects);
    }

    @Bean
    MovePatientRecords movePatientRecords(
            OwnRecords own,
            DataSource dataSource,
            ObjectStore objects,
            Clock clock,
            IndexRecord indexing,
            RecordHooks hooks) {
        return new MovePatientRecords(own, new JdbcRecordStore(
                dataSource, objects, clock, RecordLimits.DEFAULTS, indexing, hooks.ofFilms()));
    }

    @Bean
    LinkByHospital linkByHospital(
            DataSource dataSource, FlywayMigrationInitializer migrated, AuditTrail audit, Clock clock) {
        return new LinkByHospital(dataSource, audit, clock);
    }

    @Bean
    RecordSearch recordSearch(DataSource dataSource, FlywayMigrationInitializer migrated, IndexRecord indexing) {
        return new JdbcRecordSearch(dataSource, indexing);
    }

    @Bean
    PatientRecords patientRecords(
            DataSource dataSource, FlywayMigrationInitializer migrated, IndexRecord indexing) {
        return new JdbcPatientRecords(dataSource, indexing);
    }

    /** Of an issuer elsewhere its own discovery tells. */
    @Bean
    SmartEndpoints smartEndpoints(CloudfilmSettings settings) {
        String issuer = settings.issuer();
        return settings.oidc().external()
                ? new SmartEndpoints(issuer, Optional.empty(), Optional.empty(), Optional.empty())
                : new SmartEndpoints(
                        issuer,
                        Optional.of(URI.create(issuer + "/oauth2/authorize")),
                        Optional.of(URI.create(issuer + "/oauth2/token")),
                        Optional.of(URI.create(issuer + "/oauth2/jwks")));
    }
}
