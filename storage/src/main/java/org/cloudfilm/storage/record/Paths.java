package org.cloudfilm.storage.record;

import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/** Where in a resource a value stands. */
final class Paths {

    private Paths() {}

    /** As FHIRPath, such as {@code Observation.component[2].code}. */
    static String of(JsonDocument document, String typeName, int node) {
        StringBuilder path = new StringBuilder(typeName);
        int at = document.root();
        while (at != node) {
            boolean array = document.kind(at) == JsonKind.ARRAY;
            int index = 0;
            int child = document.firstChild(at);
            for (int next = document.next(child); next >= 0 && next <= node; next = document.next(child)) {
                child = next;
                index++;
            }
            if (array) {
                path.append('[').append(index).append(']');
            } else {
                path.append('.').append(document.name(child));
            }
            at = child;
        }
        return path.toString();
    }

    /** The object or array a value stands in; -1 for the root. */
    static int parent(JsonDocument document, int node) {
        int parent = -1;
        int at = document.root();
        while (at != node) {
            parent = at;
            int child = document.firstChild(at);
            for (int next = document.next(child); next >= 0 && next <= node; next = document.next(child)) {
                child = next;
            }
            at = child;
        }
        return parent;
    }
}
