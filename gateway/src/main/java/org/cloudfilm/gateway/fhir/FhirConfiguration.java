package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.audit.ReadTrail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.NarrowingTransactions;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.match.CrossReference;
import org.cloudfilm.storage.record.match.MatchPatients;
import org.cloudfilm.storage.record.search.PatientRecords;
import org.cloudfilm.storage.record.search.RecordSearch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Wires {@code /fhir}. Needs from outside: {@link RecordStore}, {@link RecordSearch}, {@link PatientRecords},
 * {@link ObjectStore}, {@link Access}, {@link AuditTrail}, {@link Clock}, the transaction manager of their data source, and a security
 * filter chain that authenticates {@code /fhir/**} but for {@code /fhir/metadata}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FhirProperties.class, ValidationProperties.class})
public class FhirConfiguration {

    @Bean
    FhirSettings fhirSettings(FhirProperties properties) {
        return properties.settings();
    }

    @Bean
    ContentWriter fhirContents(ObjectStore objects) {
        return new ContentWriter((key, length) -> objects.read(key, 0, length)
                .orElseThrow(() -> new IOException("an attachment is missing: " + key)));
    }

    @Bean
    ReadTrail readTrail(DataSource dataSource) {
        return new ReadTrail(dataSource);
    }

    @Bean
    RecordDoor fhirRecordDoor(Access access) {
        return new RecordDoor(access);
    }

    @Bean
    PatientMatch patientMatch(
            RecordDoor door, DataSource dataSource, RecordSearch search, FhirSettings settings) {
        return new PatientMatch(door, new MatchPatients(dataSource, search), settings);
    }

    @Bean
    IhePix ihePix(
            RecordDoor door, DataSource dataSource, RecordStore store, RecordSearch search, FhirSettings settings) {
        return new IhePix(door, new CrossReference(dataSource, store, search), settings);
    }

    @Bean
    ServletRegistrationBean<FhirServlet> fhirServlet(
            RecordDoor door,
            RecordStore store,
            RecordSearch search,
            PatientRecords patientRecords,
            ContentWriter contents,
            AuditTrail audit,
            Clock clock,
            Access access,
            ReadTrail trail,
            PlatformTransactionManager transactions,
            DataSource dataSource,
            ObjectProvider<Operation> operations,
            ObjectProvider<SmartEndpoints> endpoints,
            ValidationProperties validation,
            FhirSettings settings) {
        ContentCheck check = validation.check();
        ContentCheck onWrite = validation.onWrite() ? check : new StructureAlone();
        TransactionOperations inTransaction =
                new NarrowingTransactions(new TransactionTemplate(transactions), new AccessChanges(dataSource));
        PatchRecord patches = new PatchRecord(door, store, search, contents);
        WriteLedger ledger = new WriteLedger(audit, clock);
        List<Operation> offered = new ArrayList<>(List.of(
                new Everything(ResourceType.PATIENT, door, store, patientRecords, settings),
                new Everything(ResourceType.ENCOUNTER, door, store, patientRecords, settings),
                new ComposeDocument(door, store, contents, ledger, clock, settings),
                new Validate(check, door, store, contents, inTransaction, settings)));
        operations.orderedStream().forEach(offered::add);
        SmartEndpoints smart = endpoints.getIfAvailable(() -> SmartEndpoints.NONE);
        Interactions interactions = new Interactions(
                new ReadHandler(door, store),
                new SearchHandler(door, search),
                new HistoryHandler(door, store, settings),
                new WriteHandler(store, patches, ledger, onWrite),
                new AuditEvents(access, trail, settings),
                new Capabilities(smart, offered, clock),
                offered);
        Failures failures = new Failures();
        AnswerWriter answers = new AnswerWriter(contents);
        BundleHandler bundles = new BundleHandler(
                store,
                interactions,
                patches,
                ledger,
                onWrite,
                failures,
                inTransaction,
                answers,
                settings);
        FhirServlet servlet = new FhirServlet(interactions, bundles, answers, failures, settings);
        return new ServletRegistrationBean<>(servlet, FhirServlet.ROOT + "/*");
    }
}
