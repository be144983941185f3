package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/** What an operation was called with (FHIR R4 section 3.2.0.2): a Parameters resource, or one resource alone. */
final class ParametersIn {

    private final JsonDocument json;
    private final boolean parameters;

    private ParametersIn(JsonDocument json) {
        this.json = json;
        int type = json.find(json.root(), "resourceType");
        this.parameters = type >= 0 && json.isString(type, "Parameters");
    }

    static ParametersIn read(Call call, FhirSettings settings) throws IOException, FhirRejection {
        JsonDocument json = BundleEntries.parse(call.body().resource(), settings);
        if (json.kind(json.root()) != JsonKind.OBJECT) {
            throw FhirRejection.of(400, "structure", "", "a resource is posted here");
        }
        return new ParametersIn(json);
    }

    /** The call with the parameters of its body, if it has one, as if they stood in the URL. */
    static Call inUrl(Call call, FhirSettings settings) throws IOException, FhirRejection {
        return !call.method().equals("POST") || call.body().contentType() == null
                ? call
                : call.with(call.query().and(Query.of(read(call, settings).values())));
    }

    /** The parameter of that name, or the body if it is no Parameters. */
    Optional<Content> resource(String name) {
        int node = json.root();
        if (parameters) {
            List<Integer> named = named(name);
            node = named.isEmpty() ? -1 : json.find(named.getFirst(), "resource");
        }
        return node < 0
                ? Optional.empty()
                : Optional.of(new Content(json.bytes(), json.start(node), json.end(node) - json.start(node)));
    }

    Optional<String> text(String name, String... valueNames) {
        for (int parameter : named(name)) {
            for (String valueName : valueNames) {
                int value = json.find(parameter, valueName);
                if (value >= 0 && json.kind(value) == JsonKind.STRING) {
                    return Optional.of(json.string(value));
                }
            }
        }
        return Optional.empty();
    }

    /** Names and values of all parameters with a primitive value, in order. */
    List<Map.Entry<String, String>> values() {
        List<Map.Entry<String, String>> values = new ArrayList<>();
        int list = parameters ? json.find(json.root(), "parameter") : -1;
        if (list < 0 || json.kind(list) != JsonKind.ARRAY) {
            return values;
        }
        for (int each = json.firstChild(list); each >= 0; each = json.next(each)) {
            int name = json.kind(each) == JsonKind.OBJECT ? json.find(each, "name") : -1;
            for (int value = name < 0 ? -1 : json.firstChild(each); value >= 0; value = json.next(value)) {
                if (json.name(value).startsWith("value") && json.kind(name) == JsonKind.STRING) {
                    boolean text = json.kind(value) == JsonKind.STRING;
                    values.add(Map.entry(json.string(name), text ? json.string(value) : json.raw(value)));
                }
            }
        }
        return values;
    }

    /** False when it is absent. */
    boolean flag(String name) throws FhirRejection {
        for (int parameter : named(name)) {
            int value = json.find(parameter, "valueBoolean");
            if (value < 0) {
                throw FhirRejection.badRequest("Parameters.parameter", name + " is a boolean");
            }
            return json.kind(value) == JsonKind.TRUE;
        }
        return false;
    }

    OptionalInt number(String name) throws FhirRejection {
        for (int parameter : named(name)) {
            int value = json.find(parameter, "valueInteger");
            value = value < 0 ? json.find(parameter, "valuePositiveInt") : value;
            try {
                return OptionalInt.of(Integer.parseInt(value < 0 ? "" : json.raw(value)));
            } catch (NumberFormatException e) {
                throw FhirRejection.badRequest("Parameters.parameter", name + " is a whole number");
            }
        }
        return OptionalInt.empty();
    }

    /** System and value of an Identifier in that parameter. */
    Optional<String[]> identifier(String name) {
        for (int parameter : named(name)) {
            int value = json.find(parameter, "valueIdentifier");
            int system = value < 0 ? -1 : json.find(value, "system");
            int number = value < 0 ? -1 : json.find(value, "value");
            if (system >= 0 && number >= 0 && json.kind(system) == JsonKind.STRING && json.kind(number) == JsonKind.STRING) {
                return Optional.of(new String[] {json.string(system), json.string(number)});
            }
        }
        return Optional.empty();
    }

    private List<Integer> named(String wanted) {
        List<Integer> found = new ArrayList<>();
        int list = parameters ? json.find(json.root(), "parameter") : -1;
        if (list >= 0 && json.kind(list) == JsonKind.ARRAY) {
            for (int each = json.firstChild(list); each >= 0; each = json.next(each)) {
                int name = json.kind(each) == JsonKind.OBJECT ? json.find(each, "name") : -1;
                if (name >= 0 && json.isString(name, wanted)) {
                    found.add(each);
                }
            }
        }
        return found;
    }
}
