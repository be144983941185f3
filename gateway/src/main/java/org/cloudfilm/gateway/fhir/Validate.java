package org.cloudfilm.gateway.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cloudfilm.gateway.fhir.ContentCheck.Finding;
import org.cloudfilm.gateway.fhir.ContentCheck.Severity;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;
import org.cloudfilm.storage.record.schema.CheckStructure;
import org.springframework.transaction.support.TransactionOperations;

/**
 * {@code $validate} of a type or an instance (FHIR R4 section 3.2.0.3): the structure always, profiles and terminology
 * where the deployment has them, and whether a create, update or delete would be let in. Without a body, of what is kept
 * under the id. Nothing is stored.
 */
final class Validate implements Operation {

    private final ContentCheck check;
    private final RecordDoor door;
    private final RecordStore store;
    private final ContentWriter contents;
    private final TransactionOperations transactions;
    private final FhirSettings settings;

    Validate(
            ContentCheck check,
            RecordDoor door,
            RecordStore store,
            ContentWriter contents,
            TransactionOperations transactions,
            FhirSettings settings) {
        this.check = check;
        this.door = door;
        this.store = store;
        this.contents = contents;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String definition() {
        return "http://hl7.org/fhir/OperationDefinition/Resource-validate";
    }

    @Override
    public Optional<ResourceType> type() {
        return Optional.empty();
    }

    @Override
    public boolean accepts(Route.Operation route, String method) {
        return route.type().isPresent()
                && (method.equals("POST") || route.id().isPresent() && (method.equals("GET") || method.equals("HEAD")));
    }

    @Override
    public Answer run(Call call, Route.Operation route) throws IOException, FhirRejection {
        ResourceType type = route.type().orElseThrow();
        boolean bare = call.isRead()
                || call.body().contentType() == null
                        && (route.id().isPresent() || call.query().first("mode").isPresent());
        JsonDocument json;
        try {
            json = bare ? null : BundleEntries.parse(call.body().resource(), settings);
        } catch (FhirRejection e) {
            if (e.status() == 422) {
                // flaws that XML has and JSON cannot even say are findings like others
                return Answer.json(200, Outcomes.errors(e.flaws()));
            }
            throw e;
        }
        Optional<String> mode = values(call, json, "mode").stream().findFirst();
        checkMode(mode, route);
        Set<String> profiles = profiles(call, json);
        List<Finding> findings = new ArrayList<>();
        int resource = json == null ? -1 : resource(json);
        if (resource < 0 && route.id().isPresent() && mode.orElse("profile").equals("profile")) {
            json = kept(call, route.id().get());
            resource = json.root();
        }
        if (resource >= 0) {
            findings.addAll(findings(json, resource, type, profiles));
        } else if (!mode.equals(Optional.of("delete"))) {
            throw FhirRejection.of(400, "required", "Parameters.parameter", "the resource to be validated is missing");
        }
        if (mode.isPresent() && !mode.get().equals("profile")) {
            findings.addAll(allowed(call, type, mode.get(), route.id(), json, resource));
        }
        return Answer.json(200, findings.isEmpty()
                ? Outcomes.information("no flaw was found")
                : Outcomes.findings(findings));
    }

    /** What is there under the id: to be held against profiles it was not held against when it came. */
    private JsonDocument kept(Call call, RecordId id) throws IOException, FhirRejection {
        RecordPermit permit = door.open(call, id).orElseThrow(FhirRejection::notFound);
        StoredRecord record = store.read(permit, id).orElseThrow(FhirRejection::notFound);
        if (record.deleted()) {
            throw FhirRejection.deleted();
        }
        if (ContentWriter.length(record) > HapiForms.LARGEST) {
            throw FhirRejection.tooLarge("so large a record is validated as it is sent");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        contents.write(record, whole);
        return BundleEntries.parse(Content.of(whole.toByteArray()), settings);
    }

    private static void checkMode(Optional<String> mode, Route.Operation route) throws FhirRejection {
        switch (mode.orElse("profile")) {
            case "profile" -> {}
            case "create" -> require(route.id().isEmpty(), "mode create is asked of a type, not of an instance");
            case "update", "delete" -> require(route.id().isPresent(), "this mode is asked of an instance");
            default -> throw FhirRejection.badRequest("mode", "mode is create, update, delete or profile");
        }
    }

    private static void require(boolean holds, String otherwise) throws FhirRejection {
        if (!holds) {
            throw FhirRejection.badRequest("mode", otherwise);
        }
    }

    private Set<String> profiles(Call call, JsonDocument json) throws FhirRejection {
        Set<String> profiles = new LinkedHashSet<>(values(call, json, "profile"));
        for (String profile : profiles) {
            if (!check.knows(profile)) {
                throw FhirRejection.of(400, "not-supported", "profile", "this profile is not known here");
            }
        }
        return profiles;
    }

    private List<Finding> findings(JsonDocument json, int resource, ResourceType type, Set<String> profiles) {
        Content content = new Content(json.bytes(), json.start(resource), json.end(resource) - json.start(resource));
        List<Flaw> flaws = CheckStructure.check(json, resource, type.typeName(), type.typeName());
        return flaws.isEmpty()
                ? check.findings(type, content, profiles)
                : flaws.stream().map(flaw -> new Finding(Severity.ERROR, flaw)).toList();
    }

    /** Whether the sender might do this: found out by doing what asks for the same right, and undoing it. */
    private List<Finding> allowed(
            Call call, ResourceType type, String mode, Optional<RecordId> id, JsonDocument json, int resource)
            throws FhirRejection {
        RecordWriter writer = WriteHandler.writer(call, type);
        if (id.isEmpty()) {
            return List.of();
        }
        int own = resource < 0 ? -1 : json.find(resource, "id");
        if (mode.equals("update") && (own < 0 || !json.isString(own, id.get().id()))) {
            return List.of(error(new Flaw(type.typeName() + ".id", "value", "not the id of the record to update")));
        }
        try {
            transactions.executeWithoutResult(status -> {
                status.setRollbackOnly();
                store.write(writer, new RecordChange.Delete(id.get(), OptionalInt.empty()));
            });
            return List.of();
        } catch (RecordRefusal refusal) {
            return refusal.flaws().stream().map(Validate::error).toList();
        }
    }

    private static Finding error(Flaw flaw) {
        return new Finding(Severity.ERROR, flaw);
    }

    /** The body itself, or the parameter of that name; -1 for neither. */
    private static int resource(JsonDocument json) {
        if (!isParameters(json)) {
            return json.root();
        }
        for (int p = firstParameter(json); p >= 0; p = json.next(p)) {
            if (named(json, p, "resource")) {
                return json.find(p, "resource");
            }
        }
        return -1;
    }

    /** Of a parameter of the operation, in the URL or in the body. */
    private static List<String> values(Call call, JsonDocument json, String name) {
        List<String> values = new ArrayList<>(call.query().all(name));
        if (json != null && isParameters(json)) {
            for (int p = firstParameter(json); p >= 0; p = json.next(p)) {
                if (named(json, p, name)) {
                    for (int member = json.firstChild(p); member >= 0; member = json.next(member)) {
                        if (json.name(member).startsWith("value") && json.kind(member) == JsonKind.STRING) {
                            values.add(json.string(member));
                        }
                    }
                }
            }
        }
        return values;
    }

    private static boolean isParameters(JsonDocument json) {
        int type = json.find(json.root(), "resourceType");
        return type >= 0 && json.isString(type, "Parameters");
    }

    private static int firstParameter(JsonDocument json) {
        int parameters = json.find(json.root(), "parameter");
        return parameters < 0 ? -1 : json.firstChild(parameters);
    }

    private static boolean named(JsonDocument json, int parameter, String name) {
        int node = json.find(parameter, "name");
        return node >= 0 && json.isString(node, name);
    }
}
