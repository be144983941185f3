package org.cloudfilm.viewer.settlement;

import java.util.Optional;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.json.JsonDocument;

/** Reads records, each time by a decision of {@link Access}. */
final class PlatformRecords {

    private static final Requester PLATFORM = new Requester.Platform("settlement");

    private final Access access;
    private final RecordStore store;

    PlatformRecords(Access access, RecordStore store) {
        this.access = access;
        this.store = store;
    }

    /** In the platform's own work: orders, visits and films. Empty when there is none. */
    Optional<JsonDocument> read(RecordId id) {
        return read(PLATFORM, id, Purpose.HPAYMT);
    }

    /** For somebody who asks; empty when there is none that is theirs to read. */
    Optional<JsonDocument> read(Requester who, RecordId id, Purpose why) {
        return access.decide(new AccessRequest.OpenRecord(who, id, why))
                        instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                ? store.read(permit, id).filter(record -> !record.deleted())
                        .map(record -> JsonDocument.ofStored(record.content()))
                : Optional.empty();
    }
}
