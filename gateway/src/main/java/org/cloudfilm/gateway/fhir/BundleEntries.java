package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.record.json.JsonKind;
import org.cloudfilm.storage.record.json.JsonLimits;

/** The entries of a Bundle that came in: positions in its bytes, nothing copied. */
final class BundleEntries {

    /** Reading a value takes 28 bytes; in what hospitals send, a value with its name has 20 and more itself. */
    private static final int BYTES_OF_VALUE = 8;
    private static final int FEWEST_VALUES = 100_000;
    private static final int MOST_VALUES = 2_000_000;

    private final JsonDocument json;
    private final String type;
    private final int[] entries;

    private BundleEntries(JsonDocument json, String type, int[] entries) {
        this.json = json;
        this.type = type;
        this.entries = entries;
    }

    static BundleEntries of(Content body, FhirSettings settings) throws FhirRejection {
        JsonDocument json = parse(body, settings);
        int root = json.root();
        int resourceType = json.find(root, "resourceType");
        if (resourceType < 0 || !json.isString(resourceType, "Bundle")) {
            throw FhirRejection.badRequest("resourceType", "a Bundle is posted here");
        }
        int type = json.find(root, "type");
        if (type < 0 || json.kind(type) != JsonKind.STRING) {
            throw FhirRejection.of(400, "required", "Bundle.type", "the Bundle lacks its type");
        }
        int list = json.find(root, "entry");
        int size = list < 0 ? 0 : json.size(list);
        if (list >= 0 && json.kind(list) != JsonKind.ARRAY) {
            throw FhirRejection.of(400, "structure", "Bundle.entry", "an array is expected here");
        }
        if (size > settings.entries()) {
            throw FhirRejection.tooLarge("a Bundle of at most " + settings.entries() + " entries is taken here");
        }
        int[] entries = new int[size];
        int entry = size == 0 ? -1 : json.firstChild(list);
        for (int i = 0; i < size; i++) {
            entries[i] = entry;
            entry = json.next(entry);
        }
        return new BundleEntries(json, json.string(type), entries);
    }

    static JsonDocument parse(Content body, FhirSettings settings) throws FhirRejection {
        try {
            return JsonDocument.parse(
                    body.bytes(), body.offset(), body.length(), new JsonLimits(
                    settings.depth(), Math.clamp(body.length() / BYTES_OF_VALUE, FEWEST_VALUES, MOST_VALUES)));
        } catch (JsonFormatException e) {
            boolean costly = e.kind() == JsonFormatException.Kind.TOO_DEEP
                    || e.kind() == JsonFormatException.Kind.TOO_MANY_VALUES;
            throw FhirRejection.of(costly ? 413 : 400, costly ? "too-costly" : "structure", "", e.getMessage());
        }
    }

    String type() {
        return type;
    }

    int size() {
        return entries.length;
    }

    /** Whether an entry may be answered with records. */
    boolean asks() {
        for (int entry : entries) {
            int request = json.find(entry, "request");
            String method = request < 0 ? null : text(request, "method");
            String url = request < 0 ? null : text(request, "url");
            boolean posted = url != null && (url.contains("$") || url.contains("/_search"));
            if ("GET".equals(method) || "HEAD".equals(method) || posted) {
                return true;
            }
        }
        return false;
    }

    Optional<String> fullUrl(int number) {
        return Optional.ofNullable(text(entries[number], "fullUrl"));
    }

    /** What entry {@code number} asks for, on behalf of and in the manner of the whole. */
    Call call(int number, Call whole) throws FhirRejection {
        int request = json.find(entries[number], "request");
        String method = request < 0 ? null : text(request, "method");
        String url = request < 0 ? null : text(request, "url");
        if (method == null || url == null) {
            throw FhirRejection.of(400, "required", "request", "an entry needs request.method and request.url");
        }
        String local = local(url, whole.base().get());
        int mark = local.indexOf('?');
        Route route = Route.parse(mark < 0 ? local : local.substring(0, mark));
        Query query = mark < 0 ? Query.NONE : Query.parse(local.substring(mark + 1));
        if (route instanceof Route.System || route instanceof Route.Metadata) {
            throw FhirRejection.badRequest("request.url", "an entry names a type or a record");
        }
        return new Call(
                method,
                route,
                query,
                new Call.Conditions(
                        text(request, "ifMatch"),
                        text(request, "ifNoneMatch"),
                        text(request, "ifModifiedSince"),
                        text(request, "ifNoneExist")),
                new EntryBody(number),
                whole.wishes().and(query),
                whole.who(),
                whole.scopes(),
                whole.base());
    }

    /** The change an entry of a transaction means. */
    RecordChange change(int number, Call call, PatchRecord patches) throws IOException, FhirRejection {
        Content content = call.method().equals("DELETE") ? null : call.body().resource();
        return switch (call.route()) {
            case Route.Instance(var id) -> {
                WriteHandler.writer(call, id.type());
                yield switch (call.method()) {
                    case "PUT" -> new RecordChange.Update(id, content, WriteHandler.precondition(call), true);
                    case "PATCH" -> patches.change(call, id, WriteHandler.precondition(call));
                    case "DELETE" -> new RecordChange.Delete(id, WriteHandler.precondition(call));
                    default -> throw notThere();
                };
            }
            case Route.OfType(ResourceType type, boolean search) when !search -> {
                WriteHandler.writer(call, type);
                yield switch (call.method()) {
                    case "POST" -> new RecordChange.Create(type, content, call.conditions().criteria());
                    case "PUT" -> new RecordChange.UpdateWhere(
                            type, WriteHandler.criteria(call), content, WriteHandler.precondition(call));
                    case "PATCH" -> patches.change(call, type, WriteHandler.precondition(call));
                    case "DELETE" -> new RecordChange.DeleteWhere(
                            type, WriteHandler.criteria(call), WriteHandler.precondition(call));
                    default -> throw notThere();
                };
            }
            case Route.Unknown(String why) -> throw FhirRejection.of(404, "not-found", "request.url", why);
            default -> throw notThere();
        };
    }

    private static FhirRejection notThere() {
        return FhirRejection.of(405, "not-supported", "request", "this method does nothing at that URL");
    }

    private static String local(String url, String base) {
        return url.startsWith(base + "/") ? url.substring(base.length()) : url;
    }

    private String text(int object, String name) {
        int member = json.find(object, name);
        return member < 0 || json.kind(member) != JsonKind.STRING ? null : json.string(member);
    }

    /** The resource of an entry; a Binary stands for a patch in JSON. */
    private final class EntryBody implements Body {

        private final int number;

        EntryBody(int number) {
            this.number = number;
        }

        private int node() throws FhirRejection {
            int resource = json.find(entries[number], "resource");
            if (resource < 0) {
                throw FhirRejection.of(400, "required", "resource", "the entry lacks its resource");
            }
            return resource;
        }

        @Override
        public String contentType() {
            int resource = json.find(entries[number], "resource");
            int kind = resource < 0 ? -1 : json.find(resource, "resourceType");
            String method = text(json.find(entries[number], "request"), "method");
            boolean patch = "PATCH".equals(method) && kind >= 0 && json.isString(kind, "Binary");
            return patch ? text(resource, "contentType") : resource < 0 ? null : "application/fhir+json";
        }

        @Override
        public Content resource() throws FhirRejection {
            int node = node();
            return new Content(json.bytes(), json.start(node), json.end(node) - json.start(node));
        }

        @Override
        public byte[] bytes() throws FhirRejection {
            int resource = json.find(entries[number], "resource");
            String data = resource < 0 ? null : text(resource, "data");
            try {
                return data == null ? new byte[0] : Base64.getMimeDecoder().decode(data);
            } catch (IllegalArgumentException e) {
                throw FhirRejection.badRequest("resource.data", "the data is not base64");
            }
        }
    }
}
