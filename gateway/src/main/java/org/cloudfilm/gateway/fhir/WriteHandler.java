package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.record.ChangeOutcome;
import org.cloudfilm.storage.record.Precondition;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;

/** create, update, patch and delete of one record, with conditions (FHIR R4 sections 3.1.0.4 to 3.1.0.8). */
final class WriteHandler {

    private final RecordStore store;
    private final PatchRecord patches;
    private final WriteLedger ledger;
    private final ContentCheck check;

    WriteHandler(RecordStore store, PatchRecord patches, WriteLedger ledger, ContentCheck check) {
        this.store = store;
        this.patches = patches;
        this.ledger = ledger;
        this.check = check;
    }

    Answer create(Call call, ResourceType type) throws IOException, FhirRejection {
        RecordWriter writer = writer(call, type);
        Content content = content(call, type, null);
        return write(call, writer, new RecordChange.Create(type, content, call.conditions().criteria()));
    }

    Answer update(Call call, RecordId id) throws IOException, FhirRejection {
        RecordWriter writer = writer(call, id.type());
        Content content = content(call, id.type(), id.id());
        return write(call, writer, new RecordChange.Update(id, content, precondition(call), true));
    }

    Answer updateWhere(Call call, ResourceType type) throws IOException, FhirRejection {
        RecordWriter writer = writer(call, type);
        String criteria = criteria(call);
        return write(call, writer, new RecordChange.UpdateWhere(type, criteria, content(call, type, null), precondition(call)));
    }

    Answer patch(Call call, RecordId id) throws IOException, FhirRejection {
        RecordWriter writer = writer(call, id.type());
        return write(call, writer, patches.change(call, id, precondition(call)));
    }

    Answer patchWhere(Call call, ResourceType type) throws IOException, FhirRejection {
        RecordWriter writer = writer(call, type);
        criteria(call);
        return write(call, writer, patches.change(call, type, precondition(call)));
    }

    Answer delete(Call call, RecordId id) throws FhirRejection {
        RecordWriter writer = writer(call, id.type());
        return write(call, writer, new RecordChange.Delete(id, precondition(call)));
    }

    Answer deleteWhere(Call call, ResourceType type) throws FhirRejection {
        RecordWriter writer = writer(call, type);
        return write(call, writer, new RecordChange.DeleteWhere(type, criteria(call), precondition(call)));
    }

    private Answer write(Call call, RecordWriter writer, RecordChange change) throws FhirRejection {
        check.check(change);
        ChangeOutcome outcome = ledger.record(writer, change, () -> store.write(writer, change));
        return answer(outcome, call.wishes());
    }

    static RecordWriter writer(Call call, ResourceType type) throws FhirRejection {
        if (type == ResourceType.AUDIT_EVENT) {
            throw FhirRejection.notAllowed("audit events are written by this server alone");
        }
        return CurrentRequester.writer(call);
    }

    /** A Binary may come as what it is. */
    private static Content content(Call call, ResourceType type, String id) throws IOException, FhirRejection {
        boolean raw = type == ResourceType.BINARY
                && call.body().contentType() != null
                && !MediaKind.ofHeader(call.body().contentType()).isFhir();
        return raw ? RawBinary.wrap(call.body(), id) : call.body().resource();
    }

    static Precondition precondition(Call call) {
        return Versions.precondition(call.conditions());
    }

    static String criteria(Call call) throws FhirRejection {
        String criteria = call.query().rawCriteria();
        if (criteria.isEmpty()) {
            throw FhirRejection.of(412, "multiple-matches", "", "a conditional interaction needs criteria in the URL");
        }
        return criteria;
    }

    /** What became of a change, as the client wants to be told. */
    static Answer answer(ChangeOutcome outcome, Wishes wishes) {
        return switch (outcome) {
            case ChangeOutcome.Created(StoredRecord record) -> answer(201, record, wishes);
            case ChangeOutcome.Updated(StoredRecord record) -> answer(200, record, wishes);
            case ChangeOutcome.Unchanged(StoredRecord record) -> answer(200, record, wishes);
            case ChangeOutcome.Deleted(var _, int version, var at) ->
                wishes.returning() == Wishes.Return.OPERATION_OUTCOME
                        ? new Answer(200, version, null, null, new Payload.Json(Outcomes.information(
                                version == 0 ? "there was nothing to delete" : "deleted")))
                        : new Answer(204, version, null, null, Answer.NOTHING);
        };
    }

    private static Answer answer(int status, StoredRecord record, Wishes wishes) {
        String location = record.id() + "/_history/" + record.version();
        return Answer.of(status, record, location, switch (wishes.returning()) {
            case MINIMAL -> Answer.NOTHING;
            case REPRESENTATION -> new Payload.Resource(record);
            case OPERATION_OUTCOME -> new Payload.Json(Outcomes.information(status == 201 ? "created" : "updated"));
        });
    }
}
