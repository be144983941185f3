package org.cloudfilm.storage.record.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.index.PathExpression.Step;
import org.cloudfilm.storage.record.schema.ElementDefinition;
import org.cloudfilm.storage.record.schema.FhirSchema;
import org.cloudfilm.storage.record.schema.TypeDefinition;

/**
 * Where in a record's content the text of a token or reference lies: what its rows, which hold keys, do not tell.
 *
 * @param jsonPath in PostgreSQL's language and its lax mode, such as {@code $.code.coding.code}: names of the schema
 *     and URLs of extensions only
 * @param target   only references to this type; null for all
 */
public record ContentPath(String jsonPath, String target) {

    /** Empty when the parameter's values are no texts, or only some of those at these places. */
    public static List<ContentPath> of(SearchParameter parameter) {
        TypeDefinition type = FhirSchema.r4().resource(parameter.type().typeName()).orElseThrow();
        List<ContentPath> found = new ArrayList<>();
        for (PathExpression path : PathExpression.parse(parameter.expression())) {
            if (path.system() != null || !walk(type, path.steps(), "$", path.target(), found)) {
                return List.of();
            }
        }
        return found;
    }

    private static boolean walk(
            TypeDefinition type, List<Step> steps, String before, String target, List<ContentPath> found) {
        for (ElementDefinition element : PathTree.matching(type, steps.getFirst())) {
            String of = steps.getFirst().extension();
            String at = before + "." + element.name() + (of == null ? "" : " ? (@.url == \"" + of + "\")");
            if (steps.size() > 1) {
                if (!walk(element.type(), steps.subList(1, steps.size()), at, target, found)) {
                    return false;
                }
                continue;
            }
            Optional<String> text = text(element);
            if (text.isEmpty()) {
                return false;
            }
            found.add(new ContentPath(at + text.get(), target));
        }
        return true;
    }

    private static Optional<String> text(ElementDefinition element) {
        return switch (element.typeName()) {
            case "CodeableConcept" -> Optional.of(".coding.code");
            case "Coding" -> Optional.of(".code");
            case "Identifier", "ContactPoint" -> Optional.of(".value");
            case "Reference" -> Optional.of(".reference");
            case "code", "boolean", "string", "id", "uri", "canonical" -> Optional.of("");
            default -> Optional.empty();
        };
    }
}
