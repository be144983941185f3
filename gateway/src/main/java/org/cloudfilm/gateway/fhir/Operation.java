package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.util.Optional;
import org.cloudfilm.storage.record.ResourceType;

/** An operation of FHIR (R4 section 3.2.0), such as {@code $everything}. Every bean of this kind is offered. */
interface Operation {

    /** Without the dollar sign. */
    String name();

    /** Canonical URL of its definition, for the CapabilityStatement. */
    String definition();

    /** The type it is listed under; empty for one of all types. */
    Optional<ResourceType> type();

    /** Whether it may be called so: on a type or an instance, by GET or POST. */
    boolean accepts(Route.Operation route, String method);

    Answer run(Call call, Route.Operation route) throws IOException, FhirRejection;
}
