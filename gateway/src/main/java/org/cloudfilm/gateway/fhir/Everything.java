package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
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
import org.cloudfilm.storage.record.index.DateInterval;
import org.cloudfilm.storage.record.search.PatientRecords;
import org.cloudfilm.storage.record.search.RecordPage;

/**
 * {@code Patient/{id}/$everything} and {@code Encounter/{id}/$everything}: what is kept of the patient or visit, in pages,
 * and what of the directory it speaks of.
 */
final class Everything implements Operation {

    private static final Set<String> KNOWN = Set.of("_since", "_type", "_count", SearchHandler.PAGE);
    private static final Set<String> DATES = Set.of("start", "end");

    /** microseconds since 1970: the years 1 and 9999 */
    private static final long EARLIEST = -62_135_596_800_000_000L;
    private static final long LATEST = 253_402_300_800_000_000L;

    private final ResourceType of;
    private final RecordDoor door;
    private final RecordStore store;
    private final PatientRecords records;
    private final FhirSettings settings;

    /** @param of Patient or Encounter */
    Everything(ResourceType of, RecordDoor door, RecordStore store, PatientRecords records, FhirSettings settings) {
        this.of = of;
        this.door = door;
        this.store = store;
        this.records = records;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "everything";
    }

    @Override
    public String definition() {
        return "http://hl7.org/fhir/OperationDefinition/" + of.typeName() + "-everything";
    }

    @Override
    public Optional<ResourceType> type() {
        return Optional.of(of);
    }

    @Override
    public boolean accepts(Route.Operation route, String method) {
        return route.id().isPresent() && Set.of("GET", "HEAD", "POST").contains(method);
    }

    @Override
    public Answer run(Call call, Route.Operation route) throws IOException, FhirRejection {
        RecordId id = route.id().orElseThrow();
        Call asking = ParametersIn.inUrl(call, settings);
        PatientRecords.Everything asked = asked(asking.query(), id);
        return answer(asking, id, records.everything(permit(call, id), asked));
    }

    /** Leave to read what belongs to a record that is there. */
    private RecordPermit permit(Call call, RecordId id) throws FhirRejection {
        if (of == ResourceType.PATIENT) {
            RecordPermit permit = door.search(call, of, Optional.of(id)).orElseThrow(FhirRejection::notFound);
            read(permit, id);
            return permit;
        }
        StoredRecord visit = read(door.open(call, id).orElseThrow(FhirRejection::notFound), id);
        Optional<RecordId> patient = References.of(visit).stream()
                .filter(target -> target.type() == ResourceType.PATIENT)
                .findFirst();
        return door.search(call, patient.isPresent() ? ResourceType.PATIENT : of, patient)
                .orElseThrow(FhirRejection::notFound);
    }

    private StoredRecord read(RecordPermit permit, RecordId id) throws FhirRejection {
        StoredRecord record = store.read(permit, id).orElseThrow(FhirRejection::notFound);
        if (record.deleted()) {
            throw FhirRejection.deleted();
        }
        return record;
    }

    private PatientRecords.Everything asked(Query query, RecordId id) throws FhirRejection {
        for (Map.Entry<String, String> parameter : query.criteria()) {
            boolean dated = of == ResourceType.PATIENT && DATES.contains(parameter.getKey());
            if (!dated && !KNOWN.contains(parameter.getKey())) {
                throw FhirRejection.badRequest(parameter.getKey(), "$everything has no such parameter here");
            }
        }
        return new PatientRecords.Everything(
                id,
                types(query),
                Instants.parameter(query, "_since"),
                care(query),
                HistoryHandler.count(query, settings),
                query.first(SearchHandler.PAGE));
    }

    private static Set<ResourceType> types(Query query) throws FhirRejection {
        Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
        for (String names : query.all("_type")) {
            for (String name : names.split(",")) {
                types.add(ResourceType.find(name.strip())
                        .orElseThrow(() -> FhirRejection.badRequest("_type", "_type names types that are kept here")));
            }
        }
        return types;
    }

    /** From the beginning of {@code start} to the end of {@code end}, each as precise as it is given. */
    private static Optional<DateInterval> care(Query query) throws FhirRejection {
        Optional<DateInterval> start = Instants.period(query, "start");
        Optional<DateInterval> end = Instants.period(query, "end");
        if (start.isEmpty() && end.isEmpty()) {
            return Optional.empty();
        }
        DateInterval care = new DateInterval(
                start.map(DateInterval::lo).orElse(EARLIEST), end.map(DateInterval::hi).orElse(LATEST));
        if (care.lo() >= care.hi()) {
            throw FhirRejection.badRequest("end", "the end is before the start");
        }
        return Optional.of(care);
    }

    private static Answer answer(Call call, RecordId id, RecordPage page) {
        String base = call.base().get();
        List<BundleAnswer.Entry> entries = new ArrayList<>(page.matches().size() + page.included().size());
        SearchHandler.add(entries, base, page.matches(), "match");
        SearchHandler.add(entries, base, page.included(), "include");
        List<BundleAnswer.Link> links =
                SearchHandler.links(call.query(), base + "/" + id + "/$everything", List.of(), page.next());
        return Answer.ok(new Payload.Bundle(
                new BundleAnswer("searchset", null, null, OptionalLong.empty(), links, entries)));
    }
}
