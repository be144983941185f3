package org.cloudfilm.viewer.recognition;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.record.json.JsonKind;
import org.cloudfilm.viewer.exam.Coding;
import org.cloudfilm.viewer.exam.ExamOrder;

/** Reads the body of a call (CDS Hooks 2.0, section Calling a CDS Service, and the hooks' own contexts). */
final class ReadCdsRequest {

    /** Nobody signs more at once; what is longer is no order form. */
    private static final int MOST_ORDERS = 200;
    private static final int MOST_IDENTIFIERS = 20;

    private final CdsService service;
    private final JsonDocument json;
    private final int root;

    private ReadCdsRequest(CdsService service, JsonDocument json) {
        this.service = service;
        this.json = json;
        this.root = json.root();
    }

    /** @throws CdsRefusal 400 when it is not what the hook says, 403 when it is not a clinician who works there */
    static CdsRequest read(CdsService service, byte[] body) {
        try {
            return new ReadCdsRequest(service, JsonDocument.parse(body)).request();
        } catch (JsonFormatException e) {
            throw CdsRefusal.bad("the body is not JSON");
        }
    }

    private CdsRequest request() {
        if (json.kind(root) != JsonKind.OBJECT) {
            throw CdsRefusal.bad("the body is no object");
        }
        if (!required(root, "hook").equals(service.hook())) {
            throw CdsRefusal.bad("this service answers the hook " + service.hook());
        }
        try {
            UUID.fromString(required(root, "hookInstance"));
        } catch (IllegalArgumentException e) {
            throw CdsRefusal.bad("hookInstance must be a UUID");
        }
        checkFhirServer();
        int context = object(root, "context").orElseThrow(() -> CdsRefusal.bad("context is missing"));
        RecordId patient = record(ResourceType.PATIENT, required(context, "patientId"), "patientId");
        String encounter = optional(context, "encounterId");
        Optional<Integer> prefetched = prefetched(patient);
        return new CdsRequest(
                clinician(required(context, "userId")),
                patient,
                encounter.isEmpty()
                        ? Optional.empty()
                        : Optional.of(record(ResourceType.ENCOUNTER, encounter, "encounterId")),
                prefetched.isPresent(),
                prefetched.map(this::identifiers).orElse(List.of()),
                service.ofOrders() ? orders(context, patient) : List.of());
    }

    /** We ask nothing of the client's FHIR server, but what it says of it must be whole. */
    private void checkFhirServer() {
        String server = optional(root, "fhirServer");
        Optional<Integer> authorization = object(root, "fhirAuthorization");
        if (!server.isEmpty()) {
            try {
                URI uri = URI.create(server);
                if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
                    throw CdsRefusal.bad("fhirServer must be an http(s) URL");
                }
            } catch (IllegalArgumentException e) {
                throw CdsRefusal.bad("fhirServer must be an http(s) URL");
            }
        }
        authorization.ifPresent(node -> {
            if (server.isEmpty()) {
                throw CdsRefusal.bad("fhirAuthorization needs fhirServer");
            }
            List.of("access_token", "scope", "subject").forEach(name -> required(node, name));
            int life = json.find(node, "expires_in");
            if (!required(node, "token_type").equals("Bearer") || life < 0 || json.kind(life) != JsonKind.NUMBER) {
                throw CdsRefusal.bad("fhirAuthorization needs token_type Bearer and expires_in");
            }
        });
    }

    private static String clinician(String userId) {
        Optional<RecordId> user = RecordId.parse(userId);
        return switch (user.map(RecordId::type).orElse(null)) {
            case PRACTITIONER -> user.get().id();
            case PRACTITIONER_ROLE -> userId;
            case PATIENT, RELATED_PERSON -> throw new CdsRefusal(403, "only clinicians are advised here");
            case null, default -> throw CdsRefusal.bad("userId must be Practitioner/id or PractitionerRole/id");
        };
    }

    private Optional<Integer> prefetched(RecordId patient) {
        Optional<Integer> prefetch = object(root, "prefetch");
        Optional<Integer> found = prefetch.flatMap(node -> object(node, "patient"));
        found.ifPresent(node -> {
            if (!optional(node, "resourceType").equals("Patient") || !optional(node, "id").equals(patient.id())) {
                throw CdsRefusal.bad("prefetch.patient is not the Patient of the context");
            }
        });
        return found;
    }

    private List<Coding> identifiers(int patient) {
        return Json.elements(json, patient, "identifier").stream()
                .limit(MOST_IDENTIFIERS)
                .map(one -> new Coding(Json.string(json, one, "system"), Json.string(json, one, "value"), ""))
                .filter(one -> !one.system().isEmpty() && !one.code().isEmpty())
                .toList();
    }

    private List<ExamOrder> orders(int context, RecordId patient) {
        int bundle = object(context, "draftOrders").orElseThrow(() -> CdsRefusal.bad("draftOrders is missing"));
        if (!optional(bundle, "resourceType").equals("Bundle")) {
            throw CdsRefusal.bad("draftOrders must be a Bundle");
        }
        List<Integer> entries = Json.elements(json, bundle, "entry");
        if (entries.size() > MOST_ORDERS) {
            throw CdsRefusal.bad("more than " + MOST_ORDERS + " draft orders");
        }
        List<ExamOrder> orders = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int entry : entries) {
            int resource = object(entry, "resource").orElseThrow(() -> CdsRefusal.bad("an entry has no resource"));
            String type = required(resource, "resourceType");
            String id = optional(resource, "id");
            if (!id.isEmpty() && !ids.add(type + "/" + id)) {
                throw CdsRefusal.bad("two draft orders have one id");
            }
            if (type.equals(ResourceType.SERVICE_REQUEST.typeName())) {
                orders.add(order(resource, id, patient));
            }
        }
        return service == CdsService.ORDER_SELECT ? selected(context, orders, ids) : orders;
    }

    private ExamOrder order(int resource, String id, RecordId patient) {
        if (!id.isEmpty()) {
            record(ResourceType.SERVICE_REQUEST, id, "the id of a draft order");
        }
        String subject = Json.string(json, Json.member(json, resource, "subject"), "reference");
        if (!subject.isEmpty() && !subject.equals(patient.toString()) && !subject.endsWith("/" + patient)) {
            throw CdsRefusal.bad("a draft order is for another patient");
        }
        return ExamOrder.read(json, resource);
    }

    private List<ExamOrder> selected(int context, List<ExamOrder> orders, Set<String> ids) {
        int selections = json.find(context, "selections");
        if (selections < 0 || json.kind(selections) != JsonKind.ARRAY) {
            throw CdsRefusal.bad("selections is missing");
        }
        Set<String> selected = new HashSet<>();
        for (int one = json.firstChild(selections); one >= 0; one = json.next(one)) {
            if (json.kind(one) != JsonKind.STRING || !ids.contains(json.string(one))) {
                throw CdsRefusal.bad("a selection is none of the draft orders");
            }
            selected.add(json.string(one));
        }
        return orders.stream()
                .filter(order -> selected.contains(ResourceType.SERVICE_REQUEST + "/" + order.id()))
                .toList();
    }

    private static RecordId record(ResourceType type, String id, String what) {
        if (!RecordId.wellFormed(id)) {
            throw CdsRefusal.bad(what + " is no id of FHIR");
        }
        return new RecordId(type, id);
    }

    /** Empty when it is missing or null. */
    private Optional<Integer> object(int node, String name) {
        int member = json.find(node, name);
        if (member < 0 || json.kind(member) == JsonKind.NULL) {
            return Optional.empty();
        }
        if (json.kind(member) != JsonKind.OBJECT) {
            throw CdsRefusal.bad(name + " must be an object");
        }
        return Optional.of(member);
    }

    private String required(int node, String name) {
        String text = optional(node, name);
        if (text.isEmpty()) {
            throw CdsRefusal.bad(name + " is missing");
        }
        return text;
    }

    private String optional(int node, String name) {
        int member = json.find(node, name);
        if (member < 0 || json.kind(member) == JsonKind.NULL) {
            return "";
        }
        if (json.kind(member) != JsonKind.STRING) {
            throw CdsRefusal.bad(name + " must be a string");
        }
        return json.string(member);
    }
}
