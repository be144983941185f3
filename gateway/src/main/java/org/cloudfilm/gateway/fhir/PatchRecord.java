package org.cloudfilm.gateway.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.Precondition;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.cloudfilm.storage.record.search.RecordSearch;

/**
 * Turns a patch into the update it means, of exactly the version it was made on: if another change comes between, the
 * store finds a version conflict.
 */
final class PatchRecord {

    private final RecordDoor door;
    private final RecordStore store;
    private final RecordSearch search;
    private final ContentWriter contents;

    PatchRecord(RecordDoor door, RecordStore store, RecordSearch search, ContentWriter contents) {
        this.door = door;
        this.store = store;
        this.search = search;
        this.contents = contents;
    }

    RecordChange change(Call call, RecordId id, Precondition precondition) throws IOException, FhirRejection {
        RecordPermit permit = door.open(call, id).orElseThrow(FhirRejection::notFound);
        StoredRecord record = store.read(permit, id).orElseThrow(FhirRejection::notFound);
        return change(call, record, precondition);
    }

    /** Of the one record that matches the criteria of the call's URL. */
    RecordChange change(Call call, ResourceType type, Precondition precondition) throws IOException, FhirRejection {
        List<Map.Entry<String, String>> criteria = new ArrayList<>(call.query().criteria());
        criteria.add(Map.entry("_count", "2"));
        RecordQuery query = RecordQuery.parse(type, criteria, true, call.base().get());
        RecordPermit permit = door.search(call, type, query.patient())
                .orElseThrow(FhirRejection::notFound);
        List<StoredRecord> matches = search.search(permit, query).matches();
        if (matches.isEmpty()) {
            throw FhirRejection.notFound();
        }
        if (matches.size() > 1) {
            throw FhirRejection.of(412, "multiple-matches", "", "several records match the criteria");
        }
        return change(call, matches.getFirst(), precondition);
    }

    private RecordChange change(Call call, StoredRecord record, Precondition precondition) throws IOException, FhirRejection {
        if (record.deleted()) {
            throw FhirRejection.deleted();
        }
        Optional<String> unmet = precondition.unmet(record.version(), true);
        if (unmet.isPresent()) {
            throw FhirRejection.of(412, "conflict", "", unmet.get());
        }
        if (record.content().length > HapiForms.LARGEST / 2 || ContentWriter.length(record) > 2L * HapiForms.LARGEST) {
            throw FhirRejection.tooLarge("so large a record is updated, not patched");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(record.content().length);
        contents.write(record, whole);
        byte[] patched = patched(whole.toByteArray(), call.body());
        return new RecordChange.Update(record.id(), Content.of(patched), OptionalInt.of(record.version()));
    }

    private static byte[] patched(byte[] content, Body body) throws IOException, FhirRejection {
        return switch (MediaKind.ofHeader(body.contentType())) {
            case JSON_PATCH -> JsonPatch.apply(content, body.bytes());
            case JSON, XML -> FhirPathPatch.apply(content, body.resource());
            default -> throw FhirRejection.unsupportedType(
                    "a patch is application/json-patch+json, or Parameters with FHIRPath Patch operations");
        };
    }
}
