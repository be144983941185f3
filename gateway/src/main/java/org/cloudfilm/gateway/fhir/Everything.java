package org.cloudfilm.gateway.fhir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.record.search.RecordPage;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.cloudfilm.storage.record.search.RecordSearch;

/**
 * {@code Patient/{id}/$everything}: the patient's record, one type after the other, and what of the directory it
 * speaks of. A page ends within a type or between two; the next begins there.
 */
final class Everything implements Operation {

    /** Which parameter leads to the patient: the first that a type has. */
    private static final List<String> LEADING = List.of("patient", "subject", "beneficiary");
    /** Where clinical dates are found, for start and end. */
    private static final List<String> DATES = List.of("date", "period", "created", "authored-on", "authoredon", "started");
    private static final Set<String> KNOWN = Set.of("start", "end", "_since", "_type", "_count", SearchHandler.PAGE);

    private final RecordDoor door;
    private final RecordStore store;
    private final RecordSearch search;
    private final FhirSettings settings;

    Everything(RecordDoor door, RecordStore store, RecordSearch search, FhirSettings settings) {
        this.door = door;
        this.store = store;
        this.search = search;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "everything";
    }

    @Override
    public String definition() {
        return "http://hl7.org/fhir/OperationDefinition/Patient-everything";
    }

    @Override
    public Optional<ResourceType> type() {
        return Optional.of(ResourceType.PATIENT);
    }

    @Override
    public boolean accepts(Route.Operation route, String method) {
        return route.id().isPresent() && !method.equals("PATCH");
    }

    @Override
    public Answer run(Call call, Route.Operation route) throws FhirRejection {
        RecordId patient = route.id().orElseThrow();
        requireKnown(call);
        List<ResourceType> types = types(call.query());
        int count = HistoryHandler.count(call.query(), settings);
        RecordPermit permit = door.search(call, ResourceType.PATIENT, route.id()).orElseThrow(FhirRejection::notFound);
        StoredRecord own = store.read(permit, patient).orElseThrow(FhirRejection::notFound);
        if (own.deleted()) {
            throw FhirRejection.of(410, "deleted", "", "it was deleted");
        }
        Position at = Position.of(call.query(), types.size());
        List<StoredRecord> found = new ArrayList<>();
        if (at.first && wanted(call.query(), ResourceType.PATIENT)) {
            found.add(own);
        }
        Optional<String> next = Optional.empty();
        int type = at.type;
        Optional<String> token = at.token;
        while (type < types.size() && found.size() < count) {
            RecordPage page = search.search(permit, query(call, types.get(type), patient, count - found.size(), token));
            found.addAll(page.matches());
            token = page.next();
            type += token.isPresent() ? 0 : 1;
        }
        if (type < types.size()) {
            next = Optional.of(type + token.map(inner -> "-" + inner).orElse(""));
        }
        return answer(call, patient, found, directory(permit, found, call.query()), next);
    }

    private RecordQuery query(Call call, ResourceType type, RecordId patient, int count, Optional<String> token)
            throws FhirRejection {
        List<Map.Entry<String, String>> criteria = new ArrayList<>();
        criteria.add(Map.entry(leading(type).orElseThrow(), patient.toString()));
        criteria.add(Map.entry("_count", Integer.toString(count)));
        criteria.add(Map.entry("_total", "none"));
        Optional<String> since = call.query().first("_since");
        if (since.isPresent()) {
            criteria.add(Map.entry("_lastUpdated", "ge" + Instants.parse(since.get(), "_since")));
        }
        for (String date : DATES) {
            if (SearchParameters.find(type, date).isPresent()) {
                call.query().first("start").ifPresent(start -> criteria.add(Map.entry(date, "ge" + start)));
                call.query().first("end").ifPresent(end -> criteria.add(Map.entry(date, "le" + end)));
                break;
            }
        }
        token.ifPresent(page -> criteria.add(Map.entry(SearchHandler.PAGE, page)));
        return RecordQuery.parse(type, criteria, true);
    }

    /** Practitioners, organizations and the like that the records name, each once. */
    private List<StoredRecord> directory(RecordPermit permit, List<StoredRecord> found, Query query) {
        Map<ResourceType, Set<String>> named = new LinkedHashMap<>();
        for (StoredRecord record : found) {
            for (RecordId id : References.of(record)) {
                if (id.type().directory() && wanted(query, id.type())) {
                    named.computeIfAbsent(id.type(), type -> new LinkedHashSet<>()).add(id.id());
                }
            }
        }
        List<StoredRecord> records = new ArrayList<>();
        named.forEach((type, ids) -> {
            for (String id : ids) {
                store.read(permit, new RecordId(type, id)).filter(record -> !record.deleted()).ifPresent(records::add);
            }
        });
        return records;
    }

    private static Answer answer(
            Call call, RecordId patient, List<StoredRecord> found, List<StoredRecord> directory, Optional<String> next) {
        String base = call.base().get();
        List<BundleAnswer.Entry> entries = new ArrayList<>(found.size() + directory.size());
        for (StoredRecord record : found) {
            entries.add(BundleAnswer.Entry.found(
                    SearchHandler.fullUrl(base, record.id()), new Payload.Resource(record), "match"));
        }
        for (StoredRecord record : directory) {
            entries.add(BundleAnswer.Entry.found(
                    SearchHandler.fullUrl(base, record.id()), new Payload.Resource(record), "include"));
        }
        List<BundleAnswer.Link> links =
                SearchHandler.links(call.query(), base + "/" + patient + "/$everything", List.of(), next);
        return Answer.ok(new Payload.Bundle(
                new BundleAnswer("searchset", null, null, OptionalLong.empty(), links, entries)));
    }

    private static void requireKnown(Call call) throws FhirRejection {
        for (Map.Entry<String, String> parameter : call.query().criteria()) {
            if (!KNOWN.contains(parameter.getKey())) {
                throw FhirRejection.badRequest(parameter.getKey(), "$everything has no such parameter");
            }
        }
    }

    private static Optional<String> leading(ResourceType type) {
        return LEADING.stream().filter(code -> SearchParameters.find(type, code).isPresent()).findFirst();
    }

    private static List<ResourceType> types(Query query) {
        List<ResourceType> types = new ArrayList<>();
        for (ResourceType type : ResourceType.values()) {
            boolean compartment = !type.directory() && type != ResourceType.PATIENT && type != ResourceType.AUDIT_EVENT;
            if (compartment && leading(type).isPresent() && wanted(query, type)) {
                types.add(type);
            }
        }
        return types;
    }

    private static boolean wanted(Query query, ResourceType type) {
        return query.first("_type")
                .map(names -> ("," + names.replace(" ", "") + ",").contains("," + type.typeName() + ","))
                .orElse(true);
    }

    /** @param token the page within the type */
    private record Position(boolean first, int type, Optional<String> token) {

        static Position of(Query query, int types) throws FhirRejection {
            Optional<String> page = query.first(SearchHandler.PAGE);
            if (page.isEmpty()) {
                return new Position(true, 0, Optional.empty());
            }
            int dash = page.get().indexOf('-');
            String number = dash < 0 ? page.get() : page.get().substring(0, dash);
            int type = number.equals("0") ? 0 : Versions.number(number);
            if (type == 0 && !number.equals("0") || type >= types) {
                throw FhirRejection.badRequest(SearchHandler.PAGE, "this is no page of this server");
            }
            return new Position(false, type, dash < 0 ? Optional.empty() : Optional.of(page.get().substring(dash + 1)));
        }
    }
}
