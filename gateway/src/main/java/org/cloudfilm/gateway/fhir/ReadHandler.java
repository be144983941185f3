package org.cloudfilm.gateway.fhir;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;

/** read and vread (FHIR R4 sections 3.1.0.2 and 3.1.0.3), conditional ones too. */
final class ReadHandler {

    private final RecordDoor door;
    private final RecordStore store;

    ReadHandler(RecordDoor door, RecordStore store) {
        this.door = door;
        this.store = store;
    }

    Answer read(Call call, RecordId id) throws FhirRejection {
        RecordPermit permit = door.open(call, id).orElseThrow(FhirRejection::notFound);
        return answer(call, store.read(permit, id));
    }

    Answer version(Call call, RecordId id, int version) throws FhirRejection {
        RecordPermit permit = door.open(call, id).orElseThrow(FhirRejection::notFound);
        return answer(call, store.read(permit, id, version));
    }

    private static Answer answer(Call call, Optional<StoredRecord> found) throws FhirRejection {
        StoredRecord record = found.orElseThrow(FhirRejection::notFound);
        if (record.deleted()) {
            throw FhirRejection.deleted();
        }
        if (unchanged(call.conditions(), record)) {
            return Answer.of(304, record, null, Answer.NOTHING);
        }
        boolean raw = record.id().type() == ResourceType.BINARY && call.wishes().raw();
        return Answer.of(200, record, null, raw ? new Payload.Raw(record) : new Payload.Resource(record));
    }

    private static boolean unchanged(Call.Conditions conditions, StoredRecord record) {
        if (conditions.ifNoneMatch() != null) {
            return Versions.matches(conditions.ifNoneMatch(), record.version());
        }
        if (conditions.ifModifiedSince() == null) {
            return false;
        }
        Instant since = HttpDate.parse(conditions.ifModifiedSince());
        return since != null && !record.lastUpdated().truncatedTo(ChronoUnit.SECONDS).isAfter(since);
    }
}
