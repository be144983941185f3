package org.cloudfilm.viewer.recognition;

import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/** The specialty of a visit: Encounter.serviceType (FHIR R4 section 8.11), as the hospital words it. */
final class Specialty {

    private static final int LONGEST = 100;

    private Specialty() {}

    /** Empty when the visit does not say. */
    static String of(byte[] encounter) {
        JsonDocument json = JsonDocument.ofStored(encounter);
        int type = json.find(json.root(), "serviceType");
        String text = string(json, type, "text");
        if (text.isEmpty() && type >= 0) {
            int codings = json.find(type, "coding");
            int first = codings < 0 || json.kind(codings) != JsonKind.ARRAY ? -1 : json.firstChild(codings);
            String display = string(json, first, "display");
            text = display.isEmpty() ? string(json, first, "code") : display;
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static String string(JsonDocument json, int node, String member) {
        int value = node < 0 ? -1 : json.find(node, member);
        return value < 0 || json.kind(value) != JsonKind.STRING ? "" : json.string(value).strip();
    }
}
