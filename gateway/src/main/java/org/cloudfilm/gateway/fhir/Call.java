package org.cloudfilm.gateway.fhir;

import java.util.Optional;
import java.util.function.Supplier;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.SmartScopes;

/**
 * One interaction asked for: by an HTTP request, or by an entry of a batch or transaction.
 *
 * @param scopes what the token leaves of what its bearer may do
 * @param base   the service root as the client addressed it, without a slash at the end
 */
record Call(
        String method,
        Route route,
        Query query,
        Conditions conditions,
        Body body,
        Wishes wishes,
        Requester who,
        SmartScopes scopes,
        Supplier<String> base) {

    /** Headers, or elements of Bundle.entry.request; null where absent. */
    record Conditions(String ifMatch, String ifNoneMatch, String ifModifiedSince, String ifNoneExist) {

        static final Conditions NONE = new Conditions(null, null, null, null);

        /** Criteria of a conditional create; a whole URL is taken too. */
        Optional<String> criteria() {
            if (ifNoneExist == null || ifNoneExist.isBlank()) {
                return Optional.empty();
            }
            String text = ifNoneExist.strip();
            return Optional.of(text.substring(text.indexOf('?') + 1));
        }
    }

    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** What it is answered with is what it is for: a read, a search or an operation, by whichever method. */
    boolean asks() {
        return isRead() || switch (route) {
            case Route.Operation _ -> true;
            case Route.OfType(var _, boolean search) -> search;
            case Route.System(boolean search) -> search;
            default -> false;
        };
    }

    Purpose why() {
        return who.usualPurpose();
    }

    Call with(Query other) {
        return new Call(method, route, other, conditions, body, wishes, who, scopes, base);
    }

    /** The parameters of a form as if they stood in the URL, those included that say how to answer. */
    Call withForm(Query form) throws FhirRejection {
        return new Call(method, route, query.and(form), conditions, Body.NONE, wishes.and(form), who, scopes, base);
    }
}
