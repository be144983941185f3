package org.cloudfilm.gateway.fhir;

import java.util.List;

/**
 * What {@link Route} knows but for operations, which the CapabilityStatement lists: each as a method and a path with
 * variables.
 */
public final class FhirRoutes {

    private static final String TYPE = "/fhir/{type}";
    private static final String INSTANCE = TYPE + "/{id}";

    public static final List<String> ALL = List.of(
            "GET /fhir/metadata",
            "GET /fhir/.well-known/smart-configuration",
            "GET /fhir",
            "POST /fhir",
            "POST /fhir/_search",
            "GET /fhir/_history",
            "GET " + TYPE,
            "POST " + TYPE,
            "POST " + TYPE + "/_search",
            "PUT " + TYPE,
            "PATCH " + TYPE,
            "DELETE " + TYPE,
            "GET " + TYPE + "/_history",
            "GET " + INSTANCE,
            "PUT " + INSTANCE,
            "PATCH " + INSTANCE,
            "DELETE " + INSTANCE,
            "GET " + INSTANCE + "/_history",
            "GET " + INSTANCE + "/_history/{version}");

    private FhirRoutes() {}
}
