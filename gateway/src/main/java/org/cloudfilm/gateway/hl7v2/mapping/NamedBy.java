package org.cloudfilm.gateway.hl7v2.mapping;

import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;

/** The number by which a message names a record, noted beside the resource. */
public final class NamedBy {

    private static final String KEY = "named-by";

    private NamedBy() {}

    static void note(Resource resource, Identifier key) {
        resource.setUserData(KEY, key);
    }

    public static Identifier of(Resource resource) {
        return (Identifier) resource.getUserData(KEY);
    }
}
