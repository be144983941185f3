package org.cloudfilm.gateway.fhir;

import java.time.Clock;
import java.util.function.Supplier;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.record.ChangeOutcome;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One audit entry for each change or transaction that was carried out or refused. */
final class WriteLedger {

    private static final Logger log = LoggerFactory.getLogger(WriteLedger.class);

    private final AuditTrail audit;
    private final Clock clock;

    WriteLedger(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    ChangeOutcome record(RecordWriter writer, RecordChange change, Supplier<ChangeOutcome> work) {
        String kind = verb(change);
        try {
            ChangeOutcome outcome = work.get();
            append(writer, kind, outcome.id() == null ? null : outcome.id().toString(), "done", null);
            return outcome;
        } catch (RecordRefusal refusal) {
            append(writer, kind, object(change), "refused", refusal.kind().name());
            throw refusal;
        }
    }

    /** @param work ends when the transaction does: what was undone is not told as done */
    <T> T record(RecordWriter writer, int entries, Supplier<T> work) {
        try {
            T outcome = work.get();
            append(writer, "write-records", null, "done", entries + " entries");
            return outcome;
        } catch (RecordRefusal refusal) {
            append(writer, "write-records", null, "refused", entries + " entries: " + refusal.kind().name());
            throw refusal;
        }
    }

    private static String verb(RecordChange change) {
        return switch (change) {
            case RecordChange.Create _ -> "create-record";
            case RecordChange.Update _, RecordChange.UpdateWhere _ -> "update-record";
            case RecordChange.Delete _, RecordChange.DeleteWhere _ -> "delete-record";
        };
    }

    private static String object(RecordChange change) {
        return switch (change) {
            case RecordChange.Update update -> update.id().toString();
            case RecordChange.Delete delete -> delete.id().toString();
            default -> change.type().typeName();
        };
    }

    /** What is committed stays so: an entry that cannot be written is told to the operator. */
    private void append(RecordWriter writer, String action, String object, String outcome, String reason) {
        try {
            audit.append(new AuditEntry(
                    clock.instant(), writer.actor(), writer.hospital().value(), action, object, null, outcome, reason));
        } catch (RuntimeException e) {
            log.error("cannot audit {} by {}", action, writer.actor());
        }
    }
}
