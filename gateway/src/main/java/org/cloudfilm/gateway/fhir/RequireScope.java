package org.cloudfilm.gateway.fhir;

import java.util.Optional;
import org.cloudfilm.storage.consent.SmartScopes;
import org.cloudfilm.storage.consent.SmartScopes.Interaction;
import org.cloudfilm.storage.record.ResourceType;

/** Holds a call against the scopes of its token (SMART App Launch 2.2). */
final class RequireScope {

    private RequireScope() {}

    /** @throws FhirRejection 403 when the token's scopes do not go so far */
    static void of(Call call) throws FhirRejection {
        if (call.scopes().limits() && !allowed(call, call.scopes())) {
            throw FhirRejection.of(403, "forbidden", "", "the access token's scopes do not allow this");
        }
    }

    private static boolean allowed(Call call, SmartScopes scopes) {
        return switch (call.route()) {
            case Route.Instance(var id) -> scopes.allows(id.type(), onInstance(call));
            case Route.OfType(var type, boolean search) -> onType(call, type, search, scopes);
            case Route.Version(var id, var _) -> scopes.allows(id.type(), Interaction.READ);
            case Route.InstanceHistory(var id) -> scopes.allows(id.type(), Interaction.READ);
            case Route.TypeHistory(var type) -> scopes.allows(type, Interaction.SEARCH);
            case Route.SystemHistory() -> scopes.allowsAll(Interaction.SEARCH);
            case Route.System(boolean search) -> search || call.isRead() ? scopes.allowsAll(Interaction.SEARCH) : true;
            case Route.Operation(var name, var type, var _) -> operation(name, type, scopes);
            case Route.Metadata(), Route.SmartConfiguration(), Route.Unknown(var _) -> true;
        };
    }

    private static Interaction onInstance(Call call) {
        return switch (call.method()) {
            case "PUT", "PATCH" -> Interaction.UPDATE;
            case "DELETE" -> Interaction.DELETE;
            default -> Interaction.READ;
        };
    }

    /** Criteria that lead through other types would tell of these, so they need leave to search all. */
    private static boolean onType(Call call, ResourceType type, boolean search, SmartScopes scopes) {
        if (call.isRead() || search) {
            boolean alone = call.query().criteria().stream().noneMatch(one ->
                    one.getKey().contains(".") || one.getKey().startsWith("_has") || one.getKey().contains("include"));
            return scopes.allows(type, Interaction.SEARCH) && (alone || scopes.allowsAll(Interaction.SEARCH));
        }
        return scopes.allows(type, switch (call.method()) {
            case "POST" -> Interaction.CREATE;
            case "DELETE" -> Interaction.DELETE;
            default -> Interaction.UPDATE;
        });
    }

    /** Those that gather what belongs together read any type. */
    private static boolean operation(String name, Optional<ResourceType> type, SmartScopes scopes) {
        boolean gathers = name.equals("everything") || name.equals("document");
        return gathers || type.isEmpty()
                ? scopes.allowsAll(Interaction.READ)
                : scopes.allows(type.get(), Interaction.READ) && scopes.allows(type.get(), Interaction.SEARCH);
    }
}
