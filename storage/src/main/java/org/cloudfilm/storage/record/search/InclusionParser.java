package org.cloudfilm.storage.record.search;

import java.util.Optional;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameter;

/** {@code Type:parameter[:Target]}, {@code Type:*} or {@code *} (FHIR R4 section 3.1.1.5.4). */
final class InclusionParser {

    private final String name;
    private final String value;

    InclusionParser(String name, String value) {
        this.name = name;
        this.value = value;
    }

    /** @param type that is searched for */
    Inclusion parse(ResourceType type, boolean reverse) {
        boolean iterate = iterate();
        if (value.equals("*") && !reverse) {
            return new Inclusion(type, Optional.empty(), Optional.empty(), iterate);
        }
        String[] parts = value.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw Bad.query(name, "Type:parameter or Type:parameter:Target is expected");
        }
        ResourceType source = kept(parts[0]);
        Optional<ResourceType> target = parts.length == 3 ? Optional.of(kept(parts[2])) : Optional.empty();
        if (parts[1].equals("*")) {
            return new Inclusion(source, Optional.empty(), target, iterate);
        }
        SearchParameter parameter = ConditionParser.find(source, parts[1]);
        if (parameter.kind() != SearchParameter.Kind.REFERENCE) {
            throw Bad.query(name, ConditionParser.quoted(parts[1]) + " is no reference");
        }
        return new Inclusion(source, Optional.of(parameter), target, iterate);
    }

    private boolean iterate() {
        int colon = name.indexOf(':');
        return switch (colon < 0 ? "" : name.substring(colon + 1)) {
            case "" -> false;
            case "iterate", "recurse" -> true;
            default -> throw Bad.query(name, "the only modifier is :iterate");
        };
    }

    private ResourceType kept(String typeName) {
        return ResourceType.find(typeName)
                .orElseThrow(() -> new UnknownParameter(
                        ConditionParser.quoted(typeName) + " is no type that is kept"));
    }
}
