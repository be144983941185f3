package org.cloudfilm.gateway.fhir;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Patch (RFC 6902) with JSON Pointers (RFC 6901). Decimals keep their digits. */
final class JsonPatch {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final int MOST = 1_000;

    /** What is copied into itself doubles each time. */
    private static final int MOST_COPIED = 100_000;

    private JsonNode document;
    private int copied;

    private JsonPatch(JsonNode document) {
        this.document = document;
    }

    static byte[] apply(byte[] content, byte[] patch) throws FhirRejection {
        JsonPatch patching = new JsonPatch(MAPPER.readTree(content));
        JsonNode operations;
        try {
            operations = MAPPER.readTree(patch);
        } catch (JacksonException e) {
            throw FhirRejection.of(400, "structure", "", "the patch is not JSON");
        }
        if (!operations.isArray() || operations.size() > MOST) {
            throw FhirRejection.badRequest("", "a JSON Patch is an array of at most " + MOST + " operations");
        }
        for (JsonNode operation : operations) {
            patching.run(operation);
        }
        return MAPPER.writeValueAsBytes(patching.document);
    }

    private void run(JsonNode operation) throws FhirRejection {
        String path = text(operation, "path");
        switch (text(operation, "op")) {
            case "add" -> add(path, value(operation));
            case "remove" -> remove(path);
            case "replace" -> {
                JsonNode value = value(operation);
                if (path.isEmpty()) {
                    document = value;
                } else {
                    replace(path, value);
                }
            }
            case "move" -> {
                String from = text(operation, "from");
                if (path.startsWith(from + "/")) {
                    throw failed(path, "nothing can be moved into itself");
                }
                JsonNode moved = get(from);
                remove(from);
                add(path, moved);
            }
            case "copy" -> {
                JsonNode source = get(text(operation, "from"));
                copied += size(source);
                if (copied > MOST_COPIED) {
                    throw FhirRejection.tooLarge("the copies of this patch have more than " + MOST_COPIED + " values");
                }
                add(path, source.deepCopy());
            }
            case "test" -> {
                if (!get(path).equals(JsonPatch::compare, value(operation))) {
                    throw failed(path, "the value tested for is another");
                }
            }
            default -> throw FhirRejection.badRequest(path, "an operation is add, remove, replace, move, copy or test");
        }
    }

    private static int size(JsonNode node) {
        int size = 1;
        for (JsonNode child : node) {
            size += size(child);
        }
        return size;
    }

    /** Numbers are equal by value, whatever their writing. */
    private static int compare(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    }

    private void add(String path, JsonNode value) throws FhirRejection {
        if (path.isEmpty()) {
            document = value;
            return;
        }
        String name = last(path);
        switch (parent(path)) {
            case ObjectNode object -> object.set(name, value);
            case ArrayNode array -> array.insert(name.equals("-") ? array.size() : index(path, name, array.size()), value);
            default -> throw failed(path, "there is nothing to add to");
        }
    }

    private void remove(String path) throws FhirRejection {
        get(path);
        String name = last(path);
        switch (parent(path)) {
            case ObjectNode object -> object.remove(name);
            case ArrayNode array -> array.remove(index(path, name, array.size() - 1));
            default -> throw failed(path, "there is no such element");
        }
    }

    private void replace(String path, JsonNode value) throws FhirRejection {
        get(path);
        String name = last(path);
        switch (parent(path)) {
            case ObjectNode object -> object.set(name, value);
            case ArrayNode array -> array.set(index(path, name, array.size() - 1), value);
            default -> throw failed(path, "there is no such element");
        }
    }

    private JsonNode parent(String path) throws FhirRejection {
        return get(path.substring(0, path.lastIndexOf('/')));
    }

    private JsonNode get(String path) throws FhirRejection {
        JsonNode node = document;
        if (path.isEmpty()) {
            return node;
        }
        if (!path.startsWith("/")) {
            throw FhirRejection.badRequest(path, "a JSON Pointer begins with a slash");
        }
        for (String step : path.substring(1).split("/", -1)) {
            JsonNode child = switch (node) {
                case ObjectNode object -> object.get(unescaped(step));
                case ArrayNode array -> array.get(index(path, step, array.size() - 1));
                default -> null;
            };
            if (child == null) {
                throw failed(path, "there is no such element");
            }
            node = child;
        }
        return node;
    }

    private static String last(String path) throws FhirRejection {
        if (!path.startsWith("/")) {
            throw FhirRejection.badRequest(path, "a JSON Pointer begins with a slash");
        }
        return unescaped(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }

    private static int index(String path, String step, int last) throws FhirRejection {
        int index = step.equals("0") ? 0 : step.startsWith("0") ? 0 : Versions.number(step);
        if (index == 0 && !step.equals("0") || index > last) {
            throw failed(path, "there is no such position in the array");
        }
        return index;
    }

    private static String text(JsonNode operation, String name) throws FhirRejection {
        JsonNode text = operation.get(name);
        if (text == null || !text.isString()) {
            throw FhirRejection.badRequest(name, "an operation of a JSON Patch lacks its " + name);
        }
        return text.stringValue();
    }

    private static JsonNode value(JsonNode operation) throws FhirRejection {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw FhirRejection.badRequest("value", "an operation of a JSON Patch lacks its value");
        }
        return value;
    }

    private static FhirRejection failed(String path, String text) {
        return FhirRejection.of(422, "processing", path, text);
    }
}
