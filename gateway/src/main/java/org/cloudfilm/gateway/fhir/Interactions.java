package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cloudfilm.storage.record.ResourceType;

/** Leads a call to the handler of its kind. */
final class Interactions {

    private final ReadHandler reads;
    private final SearchHandler searches;
    private final HistoryHandler histories;
    private final WriteHandler writes;
    private final AuditEvents auditEvents;
    private final Capabilities capabilities;
    private final List<Operation> operations;

    Interactions(
            ReadHandler reads,
            SearchHandler searches,
            HistoryHandler histories,
            WriteHandler writes,
            AuditEvents auditEvents,
            Capabilities capabilities,
            List<Operation> operations) {
        this.reads = reads;
        this.searches = searches;
        this.histories = histories;
        this.writes = writes;
        this.auditEvents = auditEvents;
        this.capabilities = capabilities;
        this.operations = operations;
    }

    /** A posted search with the parameters of its form; any other call as it is. */
    static Call formed(Call call) throws IOException, FhirRejection {
        boolean search = switch (call.route()) {
            case Route.OfType(var _, boolean form) -> form;
            case Route.System(boolean form) -> form;
            default -> false;
        };
        if (!search || !call.method().equals("POST")) {
            return call;
        }
        if (call.body().contentType() != null && MediaKind.ofHeader(call.body().contentType()) != MediaKind.FORM) {
            throw FhirRejection.unsupportedType("a search is posted as application/x-www-form-urlencoded");
        }
        return call.withForm(Query.parse(new String(call.body().bytes(), StandardCharsets.UTF_8)));
    }

    /** @param call its form, if it brings one, read: {@link #formed} */
    Answer handle(Call call) throws IOException, FhirRejection {
        RequireScope.of(call);
        Answer answer = switch (call.route()) {
            case Route.Instance(var id) when id.type() == ResourceType.AUDIT_EVENT ->
                call.isRead() ? auditEvents.read(call, id.id()) : null;
            case Route.Instance(var id) -> switch (call.method()) {
                case "GET", "HEAD" -> reads.read(call, id);
                case "PUT" -> writes.update(call, id);
                case "PATCH" -> writes.patch(call, id);
                case "DELETE" -> writes.delete(call, id);
                default -> null;
            };
            case Route.OfType(var type, boolean search) -> ofType(call, type, search);
            case Route.Version(var id, int version) -> call.isRead() ? reads.version(call, id, version) : null;
            case Route.InstanceHistory(var id) -> call.isRead() ? histories.ofInstance(call, id) : null;
            case Route.TypeHistory(var type) -> call.isRead() ? histories.ofType(call, type) : null;
            case Route.SystemHistory() -> call.isRead() ? histories.ofSystem(call) : null;
            case Route.System(boolean search) ->
                call.isRead() && !search || search && call.method().equals("POST") ? searches.system(call) : null;
            case Route.Metadata() -> call.isRead() ? capabilities.statement(call) : null;
            case Route.SmartConfiguration() -> call.isRead() ? capabilities.smart() : null;
            case Route.Operation operation -> operation(call, operation);
            case Route.Unknown(String why) -> throw FhirRejection.of(404, "not-found", "", why);
        };
        if (answer == null) {
            throw FhirRejection.notAllowed("this method does nothing here");
        }
        return answer;
    }

    private Answer ofType(Call call, ResourceType type, boolean search) throws IOException, FhirRejection {
        boolean searching = call.isRead() || search && call.method().equals("POST");
        if (searching) {
            return type == ResourceType.AUDIT_EVENT ? auditEvents.search(call) : searches.search(call, type);
        }
        if (search || type == ResourceType.AUDIT_EVENT) {
            return null;
        }
        return switch (call.method()) {
            case "POST" -> writes.create(call, type);
            case "PUT" -> writes.updateWhere(call, type);
            case "PATCH" -> writes.patchWhere(call, type);
            case "DELETE" -> writes.deleteWhere(call, type);
            default -> null;
        };
    }

    private Answer operation(Call call, Route.Operation route) throws IOException, FhirRejection {
        boolean known = false;
        for (Operation operation : operations) {
            boolean ofType = operation.type().isEmpty() || operation.type().equals(route.type());
            if (operation.name().equals(route.name()) && ofType) {
                known = true;
                if (operation.accepts(route, call.method())) {
                    return operation.run(call, route);
                }
            }
        }
        if (known) {
            return null;
        }
        throw FhirRejection.of(404, "not-supported", "", "there is no such operation here");
    }

    /** For the Allow header. */
    static String methods(Route route) {
        return switch (route) {
            case Route.System(boolean search) -> search ? "POST, OPTIONS" : "GET, HEAD, POST, OPTIONS";
            case Route.OfType(var type, boolean search) when search -> "GET, HEAD, POST, OPTIONS";
            case Route.OfType(var type, var _) when type == ResourceType.AUDIT_EVENT -> "GET, HEAD, OPTIONS";
            case Route.OfType _ -> "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
            case Route.Instance(var id) when id.type() == ResourceType.AUDIT_EVENT -> "GET, HEAD, OPTIONS";
            case Route.Instance _ -> "GET, HEAD, PUT, PATCH, DELETE, OPTIONS";
            case Route.Operation _ -> "GET, HEAD, POST, OPTIONS";
            default -> "GET, HEAD, OPTIONS";
        };
    }
}
