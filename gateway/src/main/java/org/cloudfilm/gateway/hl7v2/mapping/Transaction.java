package org.cloudfilm.gateway.hl7v2.mapping;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** A transaction Bundle in the making. */
final class Transaction {

    private final Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);

    /** Replaces the resource with this identifier, or makes it; the reference is valid within the transaction. */
    Reference update(Resource resource, Identifier key) {
        BundleEntryComponent entry = add(resource, key);
        entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(resource.fhirType() + "?" + criteria(key));
        return new Reference(entry.getFullUrl());
    }

    /** Makes the resource if there is none with this identifier. */
    Reference createIfMissing(Resource resource, Identifier key) {
        BundleEntryComponent entry = add(resource, key);
        entry.getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType()).setIfNoneExist(criteria(key));
        return new Reference(entry.getFullUrl());
    }

    private BundleEntryComponent add(Resource resource, Identifier key) {
        NamedBy.note(resource, key);
        return bundle.addEntry().setFullUrl("urn:uuid:" + UUID.randomUUID()).setResource(resource);
    }

    /** Token search (R4 section 3.1.1.4.10); {@code $ , |} and backslash within the value are escaped. */
    private static String criteria(Identifier key) {
        String value = key.getValue().replaceAll("([\\\\$,|])", "\\\\$1");
        return "identifier=" + encoded(key.getSystem()) + "%7C" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Bundle bundle() {
        return bundle;
    }
}
