package org.cloudfilm.gateway.subscription;

import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.cloudfilm.gateway.ListenerLifecycle;
import org.cloudfilm.gateway.fhir.ContentWriter;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.outbox.DeliverEvents;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxBell;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.subscription.Subscriptions;
import org.cloudfilm.storage.record.subscription.TellSubscribers;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires subscriptions. Needs from outside: {@link DataSource}, {@link Outbox} with its {@link OutboxBell}, a
 * {@link RecordStore} whose listeners {@link TellSubscribers} is among, {@link Access}, {@link AuditTrail},
 * {@link Hospitals}, {@link Clock} and what {@code /fhir} is made of.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionProperties.class)
public class SubscriptionConfiguration {

    @Bean
    TellSubscribers tellSubscribers(DataSource dataSource, Hospitals hospitals, Outbox outbox, Clock clock) {
        return new TellSubscribers(dataSource, hospitals, outbox, clock);
    }

    @Bean
    RestHook restHook(ContentWriter contents, SubscriptionProperties properties) {
        return new RestHook(contents, properties.connectTimeout(), properties.timeout());
    }

    /** Workers of its own: a receiver that does not answer holds up nobody but other receivers. */
    @Bean(destroyMethod = "")
    SubscriptionDelivery subscriptionDelivery(
            DataSource dataSource,
            RecordStore store,
            Outbox outbox,
            OutboxBell bell,
            Access access,
            AuditTrail audit,
            Hospitals hospitals,
            RestHook hook,
            Clock clock,
            SubscriptionProperties properties) {
        Subscriptions subscriptions = new Subscriptions(dataSource, store, outbox);
        Endpoints endpoints = new Endpoints(hospitals);
        SubscriptionLedger ledger = new SubscriptionLedger(audit, clock);
        return new SubscriptionDelivery(
                new DeliverEvents(
                        dataSource,
                        List.of(
                                new ApproveSubscription(subscriptions, endpoints, ledger, clock),
                                new TellSubscriber(subscriptions, endpoints, access, store, hook, ledger, clock),
                                new EndSubscription(subscriptions, ledger, clock)),
                        properties.outbox(),
                        clock),
                bell);
    }

    @Bean
    ListenerLifecycle subscriptionLifecycle(SubscriptionDelivery delivery) {
        return new ListenerLifecycle("subscriptions", delivery::start, delivery::close, delivery::isRunning);
    }
}
