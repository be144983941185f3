package org.cloudfilm.viewer.dicomweb;

import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.catalogue.FilmSearch;
import org.cloudfilm.viewer.render.MemoryBudget;
import org.cloudfilm.viewer.render.StoredFrames;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the reads of {@code /dicom-web}. */
@Configuration(proxyBeanMethods = false)
public class DicomWebConfiguration {

    @Bean
    FilmSearch filmSearch(JdbcClient jdbc) {
        return new FilmSearch(jdbc);
    }

    @Bean
    FilterRegistrationBean<DicomWebFilter> dicomWebFilter(
            Access access, FilmReader reader, FilmSearch films, StoredFrames pixels, MemoryBudget memory) {
        StudyDoor door = new StudyDoor(access, reader);
        DicomWebFilter filter = new DicomWebFilter(new DicomWebFilter.Handlers(
                new SearchHandler(access, films),
                new InstancesHandler(door, reader, new ExplicitInstances(reader, pixels, memory)),
                new MetadataHandler(door, reader),
                new FramesHandler(door, pixels),
                new BulkHandler(door, reader)));
        FilterRegistrationBean<DicomWebFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(DicomWebFilter.ROOT + "/*");
        // behind Spring Security, whose filters stand at -100
        registration.setOrder(0);
        return registration;
    }
}
