package org.cloudfilm.storage.film.dicom;

import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** The mapping of attributes to DICOM JSON (PS3.18 section F.2). */
final class JsonElements {

    private final JsonText json;
    private final String bulkUriPrefix;

    JsonElements(JsonText json, String bulkUriPrefix) {
        this.json = json;
        this.bulkUriPrefix = bulkUriPrefix;
    }

    void object(Dataset dataset) throws IOException {
        json.raw('{');
        boolean first = true;
        for (Element element : dataset.elements()) {
            if (!Tags.isGroupLength(element.tag()) && element.tag() >>> 16 != 0x0002) {
                json.raw(first ? "\"" : ",\"").hex(element.tag(), 8).raw("\":{\"vr\":\"").raw(element.vr().name());
                json.raw('"');
                content(dataset, element);
                json.raw('}');
                first = false;
            }
        }
        json.raw('}');
    }

    private void content(Dataset dataset, Element element) throws IOException {
        if (element.isEmpty()) {
            return;
        }
        switch (element) {
            case Element.Bulk bulk -> {
                json.raw(",\"BulkDataURI\":");
                json.string(bulkUriPrefix + bulk.ref().offset() + "-" + bulk.ref().length());
            }
            case Element.Items sequence -> items(sequence.items());
            case Element.Value value -> value(dataset, value);
        }
    }

    private void items(List<Dataset> items) throws IOException {
        json.raw(",\"Value\":[");
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            object(items.get(i));
        }
        json.raw(']');
    }

    private void value(Dataset dataset, Element.Value value) throws IOException {
        switch (value.vr()) {
            case OB, OD, OF, OL, OV, OW, UN ->
                json.raw(",\"InlineBinary\":\"").raw(Base64.getEncoder().encodeToString(value.bytes())).raw('"');
            case AT -> strings(Numbers.strings(value));
            case FD, FL, SL, SS, SV, UL, US, UV -> numbers(Numbers.strings(value));
            case DS, IS -> numbers(dataset.texts(value));
            case PN -> names(dataset.texts(value));
            default -> {
                boolean terms = value.tag() == Tags.SpecificCharacterSet;
                strings(terms ? List.of("ISO_IR 192") : dataset.texts(value));
            }
        }
    }

    private void strings(List<String> values) throws IOException {
        array(values, json::string);
    }

    private void numbers(List<String> values) throws IOException {
        array(values, value -> {
            String number = JsonNumber.of(value);
            if (number == null) {
                json.string(value);
            } else {
                json.raw(number);
            }
        });
    }

    /** A name of nothing but delimiters is as empty as one of nothing. */
    private void names(List<String> values) throws IOException {
        List<String> names = values.stream().map(value -> PersonName.parse(value).text()).toList();
        array(names, value -> name(PersonName.parse(value)));
    }

    private interface ValueWriter {
        void write(String value) throws IOException;
    }

    /** A value that is nothing but padding is no value: the attribute is written as empty. */
    private void array(List<String> values, ValueWriter writer) throws IOException {
        if (values.isEmpty() || values.size() == 1 && values.getFirst().isEmpty()) {
            return;
        }
        String separator = ",\"Value\":[";
        for (String value : values) {
            json.raw(separator);
            separator = ",";
            if (value.isEmpty()) {
                json.raw("null");
            } else {
                writer.write(value);
            }
        }
        json.raw(']');
    }

    private void name(PersonName name) throws IOException {
        String separator = writing("{", "Alphabetic", name.alphabetic());
        separator = writing(separator, "Ideographic", name.ideographic());
        writing(separator, "Phonetic", name.phonetic());
        json.raw('}');
    }

    private String writing(String separator, String key, PersonName.Group group) throws IOException {
        if (group.isEmpty()) {
            return separator;
        }
        json.raw(separator).string(key).raw(':').string(group.text());
        return ",";
    }
}
