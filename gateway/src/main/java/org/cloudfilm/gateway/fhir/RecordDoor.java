package org.cloudfilm.gateway.fhir;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/** Asks for leave to read. */
final class RecordDoor {

    private final Access access;

    RecordDoor(Access access) {
        this.access = access;
    }

    /** Empty means to answer as if there were nothing. */
    Optional<RecordPermit> open(Call call, RecordId id) {
        return granted(access.decide(new AccessRequest.OpenRecord(call.who(), id, call.why())));
    }

    /** Leave to search a type, or all types where {@code type} is null. */
    Optional<RecordPermit> search(Call call, ResourceType type, Optional<RecordId> patient) {
        return granted(access.decide(new AccessRequest.SearchRecords(call.who(), type, patient, call.why())));
    }

    private static Optional<RecordPermit> granted(AccessDecision<RecordPermit> decision) {
        return decision instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                ? Optional.of(permit)
                : Optional.empty();
    }

    /** The one patient a search is confined to, so that it is one viewing of that patient. */
    static Optional<RecordId> patient(ResourceType type, List<Map.Entry<String, String>> criteria, String base) {
        for (Map.Entry<String, String> criterion : criteria) {
            String value = criterion.getValue();
            boolean names = switch (criterion.getKey()) {
                case "_id" -> type == ResourceType.PATIENT;
                case "patient", "patient:Patient", "subject:Patient" -> true;
                case "subject" -> value.indexOf('/') > 0;
                default -> false;
            };
            if (names) {
                return patientId(value, base);
            }
        }
        return Optional.empty();
    }

    private static Optional<RecordId> patientId(String value, String base) {
        String local = value.startsWith("http") && value.startsWith(base + "/") ? value.substring(base.length() + 1) : value;
        String id = local.startsWith("Patient/") ? local.substring("Patient/".length()) : local;
        return RecordId.wellFormed(id) ? Optional.of(new RecordId(ResourceType.PATIENT, id)) : Optional.empty();
    }
}
