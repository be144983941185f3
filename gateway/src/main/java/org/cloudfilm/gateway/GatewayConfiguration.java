package org.cloudfilm.gateway;

import java.time.Clock;
import org.cloudfilm.gateway.dimse.DicomServer;
import org.cloudfilm.gateway.stow.StowController;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.hospital.Hospitals;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Wires the hospitals' door. Needs from outside: {@link FilmIntake}, {@link AuditTrail}, {@link Hospitals} and
 * {@link Clock}, and a security filter chain that authenticates {@code /dicom-web/**}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DicomProperties.class)
@Import(StowController.class)
public class GatewayConfiguration {

    @Bean(destroyMethod = "")
    DicomServer dicomServer(
            DicomProperties properties, Hospitals hospitals, FilmIntake films, AuditTrail audit, Clock clock) {
        return new DicomServer(properties.settings(), hospitals, films, audit, clock);
    }

    /**
     * Only {@code multipart/form-data} is for the servlet container to take apart. By default Spring hands it every
     * multipart body, and a STOW request would be parsed, into files, before our controller sees it.
     */
    @Bean(DispatcherServlet.MULTIPART_RESOLVER_BEAN_NAME)
    StandardServletMultipartResolver multipartResolver() {
        StandardServletMultipartResolver resolver = new StandardServletMultipartResolver();
        resolver.setStrictServletCompliance(true);
        return resolver;
    }

    @Bean
    ListenerLifecycle dicomServerLifecycle(DicomServer server) {
        return new ListenerLifecycle("dicom", server::start, server::close, server::isListening);
    }
}
