package org.cloudfilm.gateway.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.HistoryPage;
import org.cloudfilm.storage.record.HistoryQuery;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;

/** history of a record, a type and the whole system (FHIR R4 section 3.1.0.12). */
final class HistoryHandler {

    private static final HistoryPage NOTHING = new HistoryPage(List.of(), Optional.empty());

    private final RecordDoor door;
    private final RecordStore store;
    private final FhirSettings settings;

    HistoryHandler(RecordDoor door, RecordStore store, FhirSettings settings) {
        this.door = door;
        this.store = store;
        this.settings = settings;
    }

    Answer ofInstance(Call call, RecordId id) throws FhirRejection {
        HistoryQuery query = query(call.query(), Optional.of(id.type()), Optional.of(id));
        RecordPermit permit = door.open(call, id).orElseThrow(FhirRejection::notFound);
        HistoryPage page = store.history(permit, query);
        if (page.versions().isEmpty() && store.read(permit, id).isEmpty()) {
            throw FhirRejection.notFound();
        }
        return answer(call, "/" + id + "/_history", page);
    }

    Answer ofType(Call call, ResourceType type) throws FhirRejection {
        HistoryQuery query = query(call.query(), Optional.of(type), Optional.empty());
        HistoryPage page = door.search(call, type, Optional.empty())
                .map(permit -> store.history(permit, query))
                .orElse(NOTHING);
        return answer(call, "/" + type.typeName() + "/_history", page);
    }

    Answer ofSystem(Call call) throws FhirRejection {
        HistoryQuery query = query(call.query(), Optional.empty(), Optional.empty());
        HistoryPage page = door.search(call, null, Optional.empty())
                .map(permit -> store.history(permit, query))
                .orElse(NOTHING);
        return answer(call, "/_history", page);
    }

    private HistoryQuery query(Query query, Optional<ResourceType> type, Optional<RecordId> id)
            throws FhirRejection {
        return new HistoryQuery(
                type,
                id,
                Instants.parameter(query, "_since"),
                Instants.parameter(query, "_at"),
                query.first(SearchHandler.PAGE),
                count(query, settings));
    }

    static int count(Query query, FhirSettings settings) throws FhirRejection {
        Optional<String> given = query.first("_count");
        if (given.isEmpty()) {
            return settings.page();
        }
        int count = Versions.number(given.get());
        if (count < 1) {
            throw FhirRejection.badRequest("_count", "_count is a number from 1");
        }
        return Math.min(count, settings.pageAtMost());
    }

    private static Answer answer(Call call, String path, HistoryPage page) {
        String base = call.base().get();
        List<BundleAnswer.Entry> entries = new ArrayList<>(page.versions().size());
        for (HistoryPage.Version version : page.versions()) {
            entries.add(entry(base, version));
        }
        List<BundleAnswer.Link> links = SearchHandler.links(call.query(), base + path, List.of(), page.next());
        return Answer.ok(new Payload.Bundle(BundleAnswer.of("history", links, entries)));
    }

    private static BundleAnswer.Entry entry(String base, HistoryPage.Version version) {
        StoredRecord record = version.record();
        String method = record.deleted() ? "DELETE" : version.named() ? "POST" : "PUT";
        String url = version.named() ? record.id().type().typeName() : record.id().toString();
        int status = record.deleted() ? 204 : version.created() ? 201 : 200;
        return new BundleAnswer.Entry(
                SearchHandler.fullUrl(base, record.id()),
                record.deleted() ? Answer.NOTHING : new Payload.Resource(record),
                null,
                new BundleAnswer.Request(method, url),
                new BundleAnswer.Response(Answer.of(status, record, null, Answer.NOTHING), null));
    }
}
