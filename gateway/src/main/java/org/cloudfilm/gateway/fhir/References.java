package org.cloudfilm.gateway.fhir;

import java.util.LinkedHashSet;
import java.util.Set;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.record.json.JsonKind;

/** The records a stored content refers to, in the order it does. */
final class References {

    private References() {}

    static Set<RecordId> of(StoredRecord record) {
        try {
            Set<RecordId> found = new LinkedHashSet<>();
            JsonDocument json = JsonDocument.parse(record.content());
            collect(json, json.root(), found);
            return found;
        } catch (JsonFormatException e) {
            throw new IllegalStateException("a stored content is damaged: " + e.getMessage());
        }
    }

    private static void collect(JsonDocument json, int node, Set<RecordId> found) {
        for (int child = json.firstChild(node); child >= 0; child = json.next(child)) {
            if (json.kind(child) != JsonKind.STRING) {
                collect(json, child, found);
            } else if (json.nameIs(child, "reference")) {
                RecordId.parse(unversioned(json.string(child))).ifPresent(found::add);
            }
        }
    }

    private static String unversioned(String reference) {
        int history = reference.indexOf("/_history/");
        return history < 0 ? reference : reference.substring(0, history);
    }
}
