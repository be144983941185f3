package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.HashSet;
import java.util.Set;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/** What a message takes away, noted beside the resource it speaks of: elements, and links of patients. */
public final class Cleared {

    private static final String ELEMENTS = "cleared";
    private static final String LINKS = "unlinked";

    private Cleared() {}

    /** The field is {@code ""}: whatever is known of the element goes. */
    static void note(Segment segment, int field, Resource resource, String element) {
        if (segment.raw(field).equals("\"\"")) {
            add(resource, ELEMENTS, element);
        }
    }

    /** @param other reference to the patient that is not the same any more */
    public static void noteLink(Patient patient, String other) {
        add(patient, LINKS, other);
    }

    static Set<String> of(Resource resource) {
        return get(resource, ELEMENTS);
    }

    static Set<String> links(Resource resource) {
        return get(resource, LINKS);
    }

    private static void add(Resource resource, String kind, String what) {
        Set<String> all = new HashSet<>(get(resource, kind));
        all.add(what);
        resource.setUserData(kind, all);
    }

    @SuppressWarnings("unchecked")
    private static Set<String> get(Resource resource, String kind) {
        Set<String> noted = (Set<String>) resource.getUserData(kind);
        return noted == null ? Set.of() : noted;
    }
}
