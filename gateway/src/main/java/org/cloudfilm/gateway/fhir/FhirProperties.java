package org.cloudfilm.gateway.fhir;

import java.net.URI;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** {@code cloudfilm.fhir.*}, as {@link FhirSettings} explains and checks them. */
@ConfigurationProperties("cloudfilm.fhir")
public record FhirProperties(
        @DefaultValue("") String baseUrl,
        @DefaultValue("32MB") DataSize maxResource,
        @DefaultValue("32MB") DataSize maxBundle,
        @DefaultValue("112MB") DataSize maxInFlight,
        @DefaultValue("60") int maxDepth,
        @DefaultValue("20000") int maxEntries,
        @DefaultValue("50") int page,
        @DefaultValue("1000") int maxPage) {

    public FhirSettings settings() {
        return new FhirSettings(
                Optional.of(baseUrl).filter(url -> !url.isBlank()).map(URI::create),
                Math.toIntExact(maxResource.toBytes()),
                Math.toIntExact(maxBundle.toBytes()),
                maxInFlight.toBytes(),
                maxDepth,
                maxEntries,
                page,
                maxPage);
    }
}
