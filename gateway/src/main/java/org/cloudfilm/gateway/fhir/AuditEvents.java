package org.cloudfilm.gateway.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.audit.ReadTrail;
import org.cloudfilm.storage.audit.TrailEntry;
import org.cloudfilm.storage.audit.TrailQuery;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.TrailPermit;

/** The audit trail as AuditEvents, to be read only: a patient sees who opened what is theirs, an administrator all. */
final class AuditEvents {

    private final Access access;
    private final ReadTrail trail;
    private final FhirSettings settings;

    AuditEvents(Access access, ReadTrail trail, FhirSettings settings) {
        this.access = access;
        this.trail = trail;
        this.settings = settings;
    }

    Answer read(Call call, String id) throws FhirRejection {
        long seq = TrailParameters.number(id);
        TrailQuery query = new TrailQuery(
                OptionalLong.of(seq), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                OptionalLong.empty(), 1);
        List<TrailEntry> found = permit(call).map(permit -> trail.find(permit, query)).orElse(List.of());
        if (seq <= 0 || found.isEmpty()) {
            throw FhirRejection.notFound();
        }
        return Answer.json(200, AuditEventJson.of(found.getFirst()));
    }

    Answer search(Call call) throws FhirRejection {
        TrailParameters parameters = TrailParameters.of(call, settings);
        int count = parameters.query().count();
        List<TrailEntry> found = permit(call)
                .map(permit -> trail.find(permit, parameters.query(count + 1)))
                .orElse(List.of());
        String base = call.base().get();
        List<BundleAnswer.Entry> entries = new ArrayList<>();
        for (TrailEntry entry : found.subList(0, Math.min(count, found.size()))) {
            entries.add(BundleAnswer.Entry.found(
                    base + "/AuditEvent/" + entry.seq(), new Payload.Json(AuditEventJson.of(entry)), "match"));
        }
        Optional<String> next = found.size() > count
                ? Optional.of(Long.toString(found.get(count - 1).seq()))
                : Optional.empty();
        List<BundleAnswer.Link> links =
                SearchHandler.links(call.query(), base + "/AuditEvent", parameters.unknown(), next);
        return Answer.ok(new Payload.Bundle(
                new BundleAnswer("searchset", null, null, OptionalLong.empty(), links, entries)));
    }

    private Optional<TrailPermit> permit(Call call) {
        AccessRequest.ReadTrail request = new AccessRequest.ReadTrail(call.who(), call.why());
        return access.decide(request) instanceof AccessDecision.Granted<TrailPermit>(TrailPermit permit)
                ? Optional.of(permit)
                : Optional.empty();
    }

    /** For the CapabilityStatement: name, type, and what it looks at. */
    static final List<Map.Entry<String, String>> PARAMETERS = List.of(
            Map.entry("_id", "token"),
            Map.entry("date", "date"),
            Map.entry("agent", "reference"),
            Map.entry("entity", "reference"),
            Map.entry("patient", "reference"),
            Map.entry("outcome", "token"));
}
