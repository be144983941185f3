package org.cloudfilm.standalone.wiring;

import java.util.Set;
import org.cloudfilm.gateway.fhir.FhirProperties;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How records are indexed, which the application and the commands on its data must do alike. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FhirProperties.class)
public class IndexConfiguration {

    @Bean
    IndexRecord indexRecord(FhirProperties fhir, CloudfilmSettings settings) {
        String base = fhir.baseUrl().isBlank() ? settings.publicUrl() + "/fhir" : fhir.baseUrl();
        return new IndexRecord(LocalZone.ZONE, Set.of(base));
    }
}
