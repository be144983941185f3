package org.cloudfilm.storage.record.imaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.record.json.JsonKind;

/** Attributes as the catalogue keeps them: one object of DICOM JSON (PS3.18 annex F). */
final class DicomAttributes {

    static final DicomAttributes NONE = read("{}");

    private final JsonDocument json;
    private final int object;

    private DicomAttributes(JsonDocument json, int object) {
        this.json = json;
        this.object = object;
    }

    static DicomAttributes read(String text) {
        try {
            JsonDocument json = JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8));
            return new DicomAttributes(json, json.root());
        } catch (JsonFormatException e) {
            throw new IllegalStateException("the catalogue's own JSON cannot be read", e);
        }
    }

    /** The first value as text, empty when there is none. @param tag as eight hexadecimal digits, in capitals */
    String text(String tag) {
        int value = firstValue(tag);
        if (value < 0) {
            return "";
        }
        return switch (json.kind(value)) {
            case STRING -> json.string(value).strip();
            case NUMBER -> json.raw(value);
            default -> "";
        };
    }

    List<DicomAttributes> items(String tag) {
        List<DicomAttributes> items = new ArrayList<>();
        for (int value = firstValue(tag); value >= 0; value = json.next(value)) {
            if (json.kind(value) == JsonKind.OBJECT) {
                items.add(new DicomAttributes(json, value));
            }
        }
        return items;
    }

    private int firstValue(String tag) {
        int attribute = json.find(object, tag);
        int values = attribute < 0 ? -1 : json.find(attribute, "Value");
        return values < 0 ? -1 : json.firstChild(values);
    }
}
