package org.cloudfilm.gateway.fhir;

import java.net.URI;
import java.util.Optional;

/** Where clients get their tokens, for what this server says of itself. */
public record SmartEndpoints(String issuer, Optional<URI> authorize, Optional<URI> token, Optional<URI> keys) {

    static final SmartEndpoints NONE =
            new SmartEndpoints("the configured identity provider", Optional.empty(), Optional.empty(), Optional.empty());
}
