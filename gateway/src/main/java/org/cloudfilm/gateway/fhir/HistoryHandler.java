package org.cloudfilm.gateway.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

    private static final Set<String> PARAMETERS = Set.of(
            "_since", "_at", "_count", SearchHandler.PAGE, "_format", "_pretty", "_summary", "_elements");
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
        HistoryQuery query = query(call, Optional.of(id.type()), Optional.of(id));
        RecordPermit permit = door.open(call, id).orElseThrow(FhirRejection::notFound);
        Listed listed = list(call, permit, query);
        if (listed.isEmpty() && store.read(permit, id).isEmpty()) {
            throw FhirRejection.notFound();
        }
        return answer(call, "/" + id + "/_history", listed);
    }

    Answer ofType(Call call, ResourceType type) throws FhirRejection {
        HistoryQuery query = query(call, Optional.of(type), Optional.empty());
        return answer(call, "/" + type.typeName() + "/_history", list(call, type, query));
    }

    Answer ofSystem(Call call) throws FhirRejection {
        HistoryQuery query = query(call, Optional.empty(), Optional.empty());
        return answer(call, "/_history", list(call, (ResourceType) null, query));
    }

    /** @param total only where nothing else was asked for */
    private record Listed(HistoryPage page, OptionalLong total) {

        boolean isEmpty() {
            return page.versions().isEmpty() && total.orElse(0) == 0;
        }
    }

    private Listed list(Call call, ResourceType type, HistoryQuery query) {
        Optional<RecordPermit> permit = door.search(call, type, Optional.empty());
        return permit.isPresent()
                ? list(call, permit.get(), query)
                : new Listed(NOTHING, isCount(call) ? OptionalLong.of(0) : OptionalLong.empty());
    }

    private Listed list(Call call, RecordPermit permit, HistoryQuery query) {
        return isCount(call)
                ? new Listed(NOTHING, OptionalLong.of(store.historySize(permit, query)))
                : new Listed(store.history(permit, query), OptionalLong.empty());
    }

    private static boolean isCount(Call call) {
        return call.wishes().summary() == Wishes.Summary.COUNT;
    }

    private HistoryQuery query(Call call, Optional<ResourceType> type, Optional<RecordId> id) throws FhirRejection {
        Query query = call.query();
        List<String> unknown = unknown(query);
        if (call.wishes().strict() && !unknown.isEmpty()) {
            throw FhirRejection.of(400, "not-supported", unknown.getFirst(), "a history has no such parameter here");
        }
        return new HistoryQuery(
                type,
                id,
                Instants.parameter(query, "_since"),
                Instants.period(query, "_at"),
                query.first(SearchHandler.PAGE),
                count(query, settings));
    }

    private static List<String> unknown(Query query) {
        return query.parameters().stream().map(Map.Entry::getKey).filter(name -> !PARAMETERS.contains(name)).toList();
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

    private static Answer answer(Call call, String path, Listed listed) {
        String base = call.base().get();
        List<BundleAnswer.Entry> entries = new ArrayList<>(listed.page().versions().size());
        for (HistoryPage.Version version : listed.page().versions()) {
            entries.add(entry(base, version));
        }
        List<BundleAnswer.Link> links = SearchHandler.links(
                call.query(), base + path, unknown(call.query()), listed.page().next());
        return Answer.ok(new Payload.Bundle(
                new BundleAnswer("history", null, null, listed.total(), links, entries)));
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
