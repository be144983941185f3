package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** FHIRPath looks for profiles, which need not be on the class path; it does without. */
final class NoProfiles implements IValidationSupport {

    private final FhirContext context;

    NoProfiles(FhirContext context) {
        this.context = context;
    }

    @Override
    public FhirContext getFhirContext() {
        return context;
    }

    @Override
    public List<IBaseResource> fetchAllConformanceResources() {
        return List.of();
    }

    @Override
    public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
        return List.of();
    }

    @Override
    public <T extends IBaseResource> List<T> fetchAllNonBaseStructureDefinitions() {
        return List.of();
    }
}
