package org.cloudfilm.standalone.wiring;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.gateway.GatewayConfiguration;
import org.cloudfilm.gateway.Hl7Configuration;
import org.cloudfilm.gateway.dimse.DicomServer;
import org.cloudfilm.gateway.fhir.FhirConfiguration;
import org.cloudfilm.gateway.hl7v2.Hl7Door;
import org.cloudfilm.gateway.subscription.SubscriptionConfiguration;
import org.cloudfilm.standalone.doors.GatewayDoor;
import org.cloudfilm.standalone.node.RemoteSegments;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.standalone.settings.FilmSettings;
import org.cloudfilm.storage.film.FilmArchive;
import org.cloudfilm.storage.film.FilmArchiveSettings;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.HeldSegments;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.inbox.DeadLetters;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.outbox.DeliverEvents;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxSettings;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordIndex;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.imaging.AnnounceStudies;
import org.cloudfilm.storage.record.imaging.FilmRecordSettings;
import org.cloudfilm.storage.record.imaging.FilmRecords;
import org.cloudfilm.storage.record.imaging.LinkOrders;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The hospitals' door: films, messages and records come in, and the segments they are written to lie here. */
@Configuration(proxyBeanMethods = false)
@Conditional(GatewayDoor.class)
@Import({
    GatewayConfiguration.class,
    FhirConfiguration.class,
    Hl7Configuration.class,
    SubscriptionConfiguration.class
})
class GatewayDoorConfiguration {

    /** Who wants to know of studies: whoever settles exams, and the patient. An event has one handler. */
    private static final List<String> STUDY_ARRIVED = List.of("study-arrived", "study-arrived-notice");

    /** Takes films in; closed last of all that uses it, so that what was taken is sealed. */
    @Bean
    FilmArchive filmArchive(
            DataSource dataSource,
            FlywayMigrationInitializer migrated,
            ObjectStore objects,
            Hospitals hospitals,
            FilmRecords records,
            FilmArchiveSettings settings,
            RemoteSegments others)
            throws IOException {
        return new FilmArchive(dataSource, objects, hospitals, records, settings, others);
    }

    @Bean
    FilmReader filmReader(FilmArchive archive) {
        return archive.reader();
    }

    @Bean
    HeldSegments heldSegments(FilmArchive archive) {
        return archive.held();
    }

    /** Films as records, by a store of their own: doors may not write under the ids of films. */
    @Bean
    FilmRecords filmRecords(
            DataSource dataSource,
            RecordIndex.State opened,
            ObjectStore objects,
            Clock clock,
            RecordHooks hooks,
            IndexRecord indexing,
            Hospitals hospitals,
            CloudfilmSettings settings,
            FilmSettings films) {
        RecordStore store = new JdbcRecordStore(
                dataSource, objects, clock, RecordLimits.DEFAULTS, indexing, hooks.ofFilms());
        FilmRecords records = new FilmRecords(dataSource, store, hooks.matching(), hospitals, new FilmRecordSettings(
                LocalZone.ZONE, settings.publicUrl().toString(), Optional.of(films.quiet())));
        records.announce();
        return records;
    }

    /** Links films to orders that come after them, and announces studies that are complete. */
    @Bean(initMethod = "start", destroyMethod = "close")
    DeliverEvents filmEvents(
            DataSource dataSource, FilmRecords records, Outbox outbox, Clock clock, FilmSettings films) {
        return new DeliverEvents(
                dataSource,
                List.of(
                        new LinkOrders(dataSource, records, outbox),
                        new AnnounceStudies(dataSource, outbox, STUDY_ARRIVED, films.quiet(), clock)),
                OutboxSettings.DEFAULT.withWorkers(1),
                clock);
    }

    @Bean
    DicomHealth dicomHealthIndicator(DicomServer server) {
        return new DicomHealth(server);
    }

    @Bean
    Hl7Health hl7HealthIndicator(Hl7Door door, DeadLetters letters) {
        return new Hl7Health(door.server(), letters);
    }

    @Bean
    FilmHealth filmsHealthIndicator(FilmArchive archive) {
        return new FilmHealth(archive);
    }

    @Bean
    OpenDoor gatewayHealthIndicator() {
        return new OpenDoor();
    }
}
