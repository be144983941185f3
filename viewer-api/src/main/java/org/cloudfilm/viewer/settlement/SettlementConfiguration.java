package org.cloudfilm.viewer.settlement;

import java.time.Clock;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.book.Family;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.viewer.exam.ExamItems;
import org.cloudfilm.viewer.recognition.Decisions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Wires charges and settlements. Needs from outside: {@link DataSource}, {@link Outbox}, {@link RecordStore},
 * {@link Access}, {@link AuditTrail}, {@link Hospitals}, {@link Family}, {@link Clock}, {@link Insurance},
 * {@link PaymentChannel}, the catalogue of exams, and that the handlers here are delivered to.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SettlementProperties.class)
@Import({
    SettlementController.class,
    BillController.class,
    CallbackController.class,
    RefusalAdvice.class
})
public class SettlementConfiguration {

    @Bean
    PlatformRecords platformRecords(Access access, RecordStore store) {
        return new PlatformRecords(access, store);
    }

    @Bean
    RecordFacts orderFacts(
            DataSource dataSource, PlatformRecords records, ExamItems items, SettlementProperties settings) {
        return new RecordFacts(
                dataSource, records, items, new Decisions(dataSource), settings.withoutDigitalFilm(),
                settings.historyAfter());
    }

    @Bean
    SettlementDesk settlementDesk(
            DataSource dataSource,
            Outbox outbox,
            Insurance insurance,
            PaymentChannel channel,
            RecordFacts facts,
            RecordStore store,
            SettlementProperties settings,
            Clock clock) {
        Patients patients = new Patients(dataSource);
        ChargeNews news = new TellBills(new ChargeRecords(store, patients), patients, new Notices(dataSource, clock));
        return new SettlementDesk(new SettlementDesk.Needs(dataSource, outbox, insurance, channel, facts,
                patients::insured, news, settings.timeToPay(), clock));
    }

    @Bean
    FollowOrders followOrders(SettlementDesk desk) {
        return new FollowOrders(desk.reconcile);
    }

    @Bean
    FollowStudies followStudies(SettlementDesk desk) {
        return new FollowStudies(desk.reconcile);
    }

    @Bean
    FollowDecisions followDecisions(SettlementDesk desk, RecordFacts facts) {
        return new FollowDecisions("recognition-decided", facts::orderOf, desk.reconcile);
    }

    @Bean
    FollowDecisions followRevocations(SettlementDesk desk, RecordFacts facts) {
        return new FollowDecisions("recognition-revoked", facts::orderOf, desk.reconcile);
    }

    @Bean
    ContinueSettlement continueSettlement(SettlementDesk desk, Clock clock) {
        return new ContinueSettlement(desk.advance, clock);
    }

    @Bean
    SettlementViews settlementViews(Hospitals hospitals) {
        return new SettlementViews(hospitals);
    }

    @Bean
    VisitDoor visitDoor(DataSource dataSource, PlatformRecords records) {
        return new VisitDoor(dataSource, records);
    }

    @Bean
    Bills bills(DataSource dataSource) {
        return new Bills(dataSource);
    }

    @Bean
    ReconciliationController reconciliationController(
            DataSource dataSource, Insurance insurance, PaymentChannel channel, AuditTrail audit, Clock clock) {
        return new ReconciliationController(new Reconciliation(dataSource, insurance, channel), audit, clock);
    }
}
