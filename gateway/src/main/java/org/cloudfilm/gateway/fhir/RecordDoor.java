package org.cloudfilm.gateway.fhir;

import java.util.Optional;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.search.RecordQuery;

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

    /** Leave for a search as it was understood. */
    Optional<RecordPermit> search(Call call, RecordQuery query) {
        Optional<RecordQuery.Identifier> bearer = query.patientIdentifier();
        return bearer.isPresent()
                ? granted(access.decide(new AccessRequest.FindPatient(
                        call.who(), bearer.get().system(), bearer.get().value(), call.why())))
                : search(call, query.type(), query.patient());
    }

    private static Optional<RecordPermit> granted(AccessDecision<RecordPermit> decision) {
        return decision instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                ? Optional.of(permit)
                : Optional.empty();
    }
}
