package org.cloudfilm.storage.consent;

import java.time.InstantSource;
import java.util.List;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.hospital.HospitalId;

/** Puts decisions into the audit trail, one row for each object. */
final class WriteDown {

    private static final String GRANTED = "granted";
    private static final String REFUSED = "refused";

    private final AuditTrail audit;
    private final InstantSource clock;

    WriteDown(AuditTrail audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** What was decided about one object, which may be null. */
    record Row(String object, Ground ground) {}

    void granted(AccessRequest request, String action, String object, Ground ground) {
        begin(request, action, object, ground).await();
    }

    /** Returns when all are written. */
    void granted(AccessRequest request, String action, List<Row> rows) {
        List<AuditTrail.Underway> underway =
                rows.stream().map(row -> begin(request, action, row.object(), row.ground())).toList();
        underway.forEach(AuditTrail.Underway::await);
    }

    AuditTrail.Underway begin(AccessRequest request, String action, String object, Ground ground) {
        return audit.begin(entry(request, action, object, ground.why(), GRANTED, ground.reason()));
    }

    void refused(AccessRequest request, String action, String object, String reason) {
        audit.begin(entry(request, action, object, request.why(), REFUSED, reason)).await();
    }

    private AuditEntry entry(
            AccessRequest request, String action, String object, Purpose why, String outcome, String reason) {
        return new AuditEntry(
                clock.instant(),
                request.who().id(),
                request.who().actsFor().map(HospitalId::value).orElse(null),
                action,
                object,
                why.name(),
                outcome,
                reason);
    }
}
