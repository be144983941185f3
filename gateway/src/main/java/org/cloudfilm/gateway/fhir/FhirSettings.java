package org.cloudfilm.gateway.fhir;

import java.net.URI;
import java.util.Optional;

/**
 * What a deployment decides about this door.
 *
 * @param base           of all URLs in answers; as the client addressed us when empty
 * @param resourceBytes  of one resource at most, decompressed
 * @param bundleBytes    of a batch or transaction at most, decompressed
 * @param inFlightBytes  of memory that all requests together may take, as {@link Memory} counts it
 * @param depth          of nested arrays and objects at most
 * @param entries        of a batch or transaction at most
 * @param page           entries of a history page or of $everything when the client does not say
 * @param pageAtMost     entries of a page whatever the client says
 */
public record FhirSettings(
        Optional<URI> base,
        int resourceBytes,
        int bundleBytes,
        long inFlightBytes,
        int depth,
        int entries,
        int page,
        int pageAtMost) {

    public FhirSettings {
        require(base.isEmpty() || base.get().isAbsolute(), "base-url must be an absolute URL");
        require(resourceBytes >= 64 << 10, "max-resource must be 64 KB or more");
        require(bundleBytes >= resourceBytes, "max-bundle must not be smaller than max-resource");
        require(inFlightBytes >= bundleBytes, "max-in-flight must not be smaller than max-bundle");
        require(depth >= 20 && depth <= 500, "max-depth must be 20 to 500");
        require(entries >= 1 && entries <= 100_000, "max-entries must be 1 to 100000");
        require(page >= 1 && pageAtMost >= page && pageAtMost <= 1000, "page sizes must be 1 to 1000");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("cloudfilm.fhir." + otherwise);
        }
    }
}
