package org.cloudfilm.storage.record.schema;

import java.util.List;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;

/**
 * Compares a resource with the structure of its type: names, cardinalities, JSON types, formats of primitives, codes of
 * required bindings. Makes no object while nothing is wrong.
 */
public final class CheckStructure {

    private CheckStructure() {}

    /** All that is wrong, up to {@value StructureWalk#MOST_FLAWS} flaws; empty when the resource is in order. */
    public static List<Flaw> check(JsonDocument document, ResourceType type) {
        return check(document, document.root(), type.typeName(), type.typeName());
    }

    /**
     * Of a resource within a document, such as an entry of a Bundle.
     *
     * @param typeName the type that is expected, any of R4
     * @param path     what the paths of the flaws begin with
     */
    public static List<Flaw> check(JsonDocument document, int node, String typeName, String path) {
        return new StructureWalk(document, path).resource(node, typeName);
    }
}
