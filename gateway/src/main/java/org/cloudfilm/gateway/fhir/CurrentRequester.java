package org.cloudfilm.gateway.fhir;

import java.util.Optional;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.SmartScopes;
import org.cloudfilm.storage.record.RecordWriter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Who is asking, as the verified token of this request says: a JWT, or what a share link gave out. */
final class CurrentRequester {

    private CurrentRequester() {}

    static Requester get() throws FhirRejection {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Requester who) {
            return who;
        }
        if (!(authentication instanceof JwtAuthenticationToken token)) {
            throw FhirRejection.of(401, "login", "", "an access token is needed");
        }
        try {
            return Requester.fromClaims(token.getTokenAttributes());
        } catch (IllegalArgumentException e) {
            throw FhirRejection.of(403, "forbidden", "", "the access token names nobody known here");
        }
    }

    /** Of the same token. */
    static SmartScopes scopes(Requester who) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? SmartScopes.of(who, token.getTokenAttributes())
                : SmartScopes.ALL;
    }

    /** Hospitals write, by their systems and their clinicians; nobody else does. */
    static RecordWriter writer(Call call) throws FhirRejection {
        Optional<String> base = Optional.of(call.base().get());
        return switch (call.who()) {
            case Requester.HospitalSystem system -> new RecordWriter(system.hospital(), system.id(), base);
            case Requester.Clinician clinician -> new RecordWriter(clinician.hospital(), clinician.id(), base);
            case Requester.Patient _, Requester.Administrator _, Requester.Reviewer _, Requester.LinkBearer _,
                    Requester.Platform _ ->
                throw FhirRejection.of(403, "forbidden", "", "only hospitals write records");
        };
    }
}
