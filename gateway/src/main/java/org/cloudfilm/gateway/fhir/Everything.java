package org.cloudfilm.gateway.fhir;

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
import org.cloudfilm.storage.record.search.PatientRecords;
import org.cloudfilm.storage.record.search.RecordPage;

/** {@code Patient/{id}/$everything}: the patient's record in pages, and what of the directory it speaks of. */
final class Everything implements Operation {

    private static final Set<String> KNOWN = Set.of("_since", "_type", "_count", SearchHandler.PAGE);

    private final RecordDoor door;
    private final RecordStore store;
    private final PatientRecords records;
    private final FhirSettings settings;

    Everything(RecordDoor door, RecordStore store, PatientRecords records, FhirSettings settings) {
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
        return "http://hl7.org/fhir/OperationDefinition/Patient-everything";
    }

    @Override
    public Optional<ResourceType> type() {
        return Optional.of(ResourceType.PATIENT);
    }

    @Override
    public boolean accepts(Route.Operation route, String method) {
        return route.id().isPresent() && (method.equals("GET") || method.equals("HEAD"));
    }

    @Override
    public Answer run(Call call, Route.Operation route) throws FhirRejection {
        RecordId patient = route.id().orElseThrow();
        PatientRecords.Everything asked = asked(call.query(), patient);
        RecordPermit permit = door.search(call, ResourceType.PATIENT, route.id()).orElseThrow(FhirRejection::notFound);
        StoredRecord own = store.read(permit, patient).orElseThrow(FhirRejection::notFound);
        if (own.deleted()) {
            throw FhirRejection.of(410, "deleted", "", "it was deleted");
        }
        return answer(call, patient, records.everything(permit, asked));
    }

    private PatientRecords.Everything asked(Query query, RecordId patient) throws FhirRejection {
        for (Map.Entry<String, String> parameter : query.criteria()) {
            if (!KNOWN.contains(parameter.getKey())) {
                throw FhirRejection.badRequest(parameter.getKey(), "$everything has no such parameter here");
            }
        }
        Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
        for (String name : query.first("_type").map(names -> names.split(",")).orElse(new String[0])) {
            types.add(ResourceType.find(name.strip())
                    .orElseThrow(() -> FhirRejection.badRequest("_type", "_type names types that are kept here")));
        }
        return new PatientRecords.Everything(
                patient,
                types,
                Instants.parameter(query, "_since"),
                HistoryHandler.count(query, settings),
                query.first(SearchHandler.PAGE));
    }

    private static Answer answer(Call call, RecordId patient, RecordPage page) {
        String base = call.base().get();
        List<BundleAnswer.Entry> entries = new ArrayList<>(page.matches().size() + page.included().size());
        SearchHandler.add(entries, base, page.matches(), "match");
        SearchHandler.add(entries, base, page.included(), "include");
        List<BundleAnswer.Link> links =
                SearchHandler.links(call.query(), base + "/" + patient + "/$everything", List.of(), page.next());
        return Answer.ok(new Payload.Bundle(
                new BundleAnswer("searchset", null, null, OptionalLong.empty(), links, entries)));
    }
}
