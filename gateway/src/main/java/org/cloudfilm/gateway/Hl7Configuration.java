package org.cloudfilm.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.cloudfilm.gateway.hl7v2.DeadLetterController;
import org.cloudfilm.gateway.hl7v2.ForgetMessages;
import org.cloudfilm.gateway.hl7v2.Hl7Door;
import org.cloudfilm.gateway.hl7v2.Hl7Handler;
import org.cloudfilm.gateway.hl7v2.RouteByType;
import org.cloudfilm.gateway.hl7v2.SamePatients;
import org.cloudfilm.gateway.hl7v2.StoreRecords;
import org.cloudfilm.gateway.hl7v2.mapping.MapMessage;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.inbox.DeadLetters;
import org.cloudfilm.storage.inbox.Inbox;
import org.cloudfilm.storage.person.LinkByHospital;
import org.cloudfilm.storage.record.MovePatientRecords;
import org.cloudfilm.storage.record.OwnRecords;
import org.cloudfilm.storage.record.RecordStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Wires HL7 v2. Needs from outside: a {@link DataSource} that is migrated before the context starts its servers,
 * {@link AuditTrail}, {@link Hospitals} and {@link Clock}, with a {@link RecordStore} also {@link OwnRecords},
 * {@link MovePatientRecords} and {@link LinkByHospital}, and a security filter chain that authenticates
 * {@code /api/**}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Hl7Properties.class)
@Import(DeadLetterController.class)
public class Hl7Configuration {

    @Bean
    DeadLetters deadLetters(DataSource dataSource, Clock clock, Hl7Properties properties) {
        return new DeadLetters(dataSource, clock, properties.maxDeadLetters());
    }

    @Bean
    Inbox inbox(DataSource dataSource, DeadLetters letters, Clock clock, Hl7Properties properties) {
        return new Inbox(dataSource, letters, clock, properties.remember());
    }

    /** Where no records are kept, every message waits as a dead letter until they are. */
    @Bean
    Hl7Handler hl7Handler(
            ObjectProvider<RecordStore> records,
            ObjectProvider<OwnRecords> own,
            ObjectProvider<MovePatientRecords> moves,
            ObjectProvider<LinkByHospital> people,
            Hl7Properties properties) {
        RecordStore store = records.getIfAvailable();
        if (store == null) {
            return new RouteByType(Map.of());
        }
        return new StoreRecords(
                new MapMessage(properties.zone()),
                store,
                own.getObject(),
                new SamePatients(moves.getObject(), people.getObject()));
    }

    @Bean
    ForgetMessages forgetMessages(Inbox inbox) {
        return new ForgetMessages(inbox, Duration.ofMinutes(10));
    }

    @Bean
    Hl7Door hl7Door(
            Hl7Properties properties,
            Hospitals hospitals,
            Hl7Handler handler,
            Inbox inbox,
            DeadLetters letters,
            AuditTrail audit,
            Clock clock) {
        return Hl7Door.open(properties.settings(), hospitals, handler, inbox, letters, audit, clock);
    }

    @Bean
    ListenerLifecycle hl7ServerLifecycle(Hl7Door door) {
        return new ListenerLifecycle(
                "hl7", door.server()::start, door.server()::close, door.server()::isListening);
    }
}
