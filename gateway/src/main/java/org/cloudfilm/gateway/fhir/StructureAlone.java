package org.cloudfilm.gateway.fhir;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.ResourceType;

/**
 * Nothing is asked but the structure, which is checked anyway: R4's base definitions of the types are known, since they
 * are that structure, and no other profile is.
 */
final class StructureAlone implements ContentCheck {

    private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";
    private static final String VERSION = "|4.0.1";
    /** What every type is (R4 section 2.4); Bundles, Binaries and Parameters have no narrative, so they are not the latter. */
    private static final Set<String> ABSTRACT = Set.of("Resource", "DomainResource");
    private static final Set<String> WITHOUT_NARRATIVE = Set.of("Bundle", "Binary", "Parameters");

    @Override
    public boolean knows(String profile) {
        return base(profile).isPresent();
    }

    @Override
    public List<Finding> findings(ResourceType type, Content content, Set<String> profiles) {
        return profiles.stream()
                .flatMap(profile -> base(profile).stream())
                .filter(base -> !isA(type.typeName(), base))
                .map(base -> new Finding(Severity.ERROR,
                        new Flaw(type.typeName(), "invalid", "this is not of the type that the profile is about")))
                .toList();
    }

    private static boolean isA(String type, String base) {
        return type.equals(base)
                || ABSTRACT.contains(base) && !(base.equals("DomainResource") && WITHOUT_NARRATIVE.contains(type));
    }

    /** The type whose base definition it is. */
    private static Optional<String> base(String profile) {
        if (!profile.startsWith(BASE)) {
            return Optional.empty();
        }
        String name = profile.substring(BASE.length());
        String type = name.endsWith(VERSION) ? name.substring(0, name.length() - VERSION.length()) : name;
        return ABSTRACT.contains(type) || ResourceType.find(type).isPresent() ? Optional.of(type) : Optional.empty();
    }
}
