package org.cloudfilm.gateway;

import java.time.Clock;
import org.cloudfilm.gateway.dimse.DicomServer;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.hospital.Hospitals;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the hospitals' door. Needs from outside: {@link FilmIntake}, {@link AuditTrail}, {@link Hospitals} and
 * {@link Clock}, and a security filter chain that authenticates {@code /dicom-web/**}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DicomProperties.class)
public class GatewayConfiguration {

    @Bean(destroyMethod = "")
    DicomServer dicomServer(
            DicomProperties properties, Hospitals hospitals, FilmIntake films, AuditTrail audit, Clock clock) {
        return new DicomServer(properties.settings(), hospitals, films, audit, clock);
    }

    @Bean
    DicomServerLifecycle dicomServerLifecycle(DicomServer server) {
        return new DicomServerLifecycle(server);
    }
}
