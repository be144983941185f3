package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.schema.CheckStructure;

/**
 * {@code $validate} of a type or an instance: the structure always, profiles and terminology where the deployment has
 * them. Nothing is stored.
 */
final class Validate implements Operation {

    private final ContentCheck check;
    private final FhirSettings settings;

    Validate(ContentCheck check, FhirSettings settings) {
        this.check = check;
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
        return route.type().isPresent() && method.equals("POST");
    }

    @Override
    public Answer run(Call call, Route.Operation route) throws IOException, FhirRejection {
        ResourceType type = route.type().orElseThrow();
        Content body = call.body().resource();
        JsonDocument json = BundleEntries.parse(body, settings);
        int resource = resource(json);
        if (resource < 0) {
            throw FhirRejection.of(400, "required", "Parameters.parameter", "the resource to be validated is missing");
        }
        Content content = new Content(json.bytes(), json.start(resource), json.end(resource) - json.start(resource));
        List<Flaw> flaws = new ArrayList<>(CheckStructure.check(json, resource, type.typeName(), type.typeName()));
        if (flaws.isEmpty()) {
            flaws.addAll(check.flaws(type, content));
        }
        return Answer.json(200, flaws.isEmpty()
                ? Outcomes.information("no flaw was found")
                : Outcomes.errors(flaws));
    }

    /** The body itself, or the parameter of that name. */
    private static int resource(JsonDocument json) {
        int type = json.find(json.root(), "resourceType");
        if (type < 0 || !json.isString(type, "Parameters")) {
            return json.root();
        }
        int parameters = json.find(json.root(), "parameter");
        for (int p = parameters < 0 ? -1 : json.firstChild(parameters); p >= 0; p = json.next(p)) {
            int name = json.find(p, "name");
            if (name >= 0 && json.isString(name, "resource")) {
                return json.find(p, "resource");
            }
        }
        return -1;
    }
}
