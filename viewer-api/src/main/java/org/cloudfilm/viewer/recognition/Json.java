package org.cloudfilm.viewer.recognition;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;

/** Elements of a JSON document that may or may not be there, or be of another kind. */
final class Json {

    private Json() {}

    /** The member of an object; -1 when there is none. */
    static int member(JsonDocument json, int node, String name) {
        return node < 0 ? -1 : json.find(node, name);
    }

    /** Empty unless the member is a string. */
    static String string(JsonDocument json, int node, String name) {
        return node < 0 ? "" : json.text(node, name);
    }

    /** None unless the member is an array. */
    static List<Integer> elements(JsonDocument json, int node, String name) {
        return node < 0 ? List.of() : json.elements(node, name);
    }

    /** Records of a type that a list of references names by id. */
    static List<RecordId> references(JsonDocument json, int node, String name, ResourceType type) {
        return elements(json, node, name).stream()
                .map(one -> RecordId.parse(string(json, one, "reference")))
                .flatMap(Optional::stream)
                .filter(id -> id.type() == type)
                .toList();
    }
}
