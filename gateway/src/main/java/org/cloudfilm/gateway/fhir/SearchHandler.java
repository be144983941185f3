package org.cloudfilm.gateway.fhir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.search.RecordPage;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.cloudfilm.storage.record.search.RecordSearch;

/** search by GET and POST (FHIR R4 section 3.1.1), of one type or of those that {@code _type} names. */
final class SearchHandler {

    static final String PAGE = "_page";

    /** Of what several types find together; one type's page is bounded by the search itself. */
    private static final long WHOLE_SYSTEM_BYTES = 32L << 20;

    private static final RecordPage EMPTY =
            new RecordPage(List.of(), List.of(), OptionalLong.of(0), Optional.empty());

    private final RecordDoor door;
    private final RecordSearch records;

    SearchHandler(RecordDoor door, RecordSearch records) {
        this.door = door;
        this.records = records;
    }

    Answer search(Call call, ResourceType type) {
        List<Map.Entry<String, String>> criteria = call.query().criteria();
        String base = call.base().get();
        RecordQuery query = RecordQuery.parse(type, criteria, call.wishes().strict(), base);
        RecordPage page = found(call, query);
        List<BundleAnswer.Entry> entries = new ArrayList<>(page.matches().size() + page.included().size() + 1);
        add(entries, base, page.matches(), "match");
        add(entries, base, page.included(), "include");
        if (!query.unknown().isEmpty()) {
            entries.add(BundleAnswer.Entry.found(null, new Payload.Json(leftOut(query.unknown())), "outcome"));
        }
        List<BundleAnswer.Link> links = links(call.query(), base + "/" + type.typeName(), query.unknown(), page.next());
        return Answer.ok(new Payload.Bundle(
                new BundleAnswer("searchset", null, null, page.total(), links, entries)));
    }

    /** Of several types, one after the other, so that pages need nothing kept. All must know the criteria. */
    Answer system(Call call) throws FhirRejection {
        List<ResourceType> types = types(call.query());
        List<Map.Entry<String, String>> criteria = call.query().criteria().stream()
                .filter(c -> !c.getKey().equals("_type") && !c.getKey().equals(PAGE))
                .toList();
        if (types.size() > 1 && call.query().first("_sort").isPresent()) {
            throw FhirRejection.of(400, "not-supported", "_sort", "a search of several types is not sorted across them");
        }
        String base = call.base().get();
        long bytes = 0;
        TypesPage page = TypesPage.after(call.query().first(PAGE), types.size());
        while (page.goesOn()) {
            List<Map.Entry<String, String>> asked = new ArrayList<>(criteria);
            page.token().ifPresent(token -> asked.add(Map.entry(PAGE, token)));
            RecordQuery query = RecordQuery.parse(types.get(page.at()), asked, true, base);
            RecordPage found = found(call, query);
            bytes += bytes(found);
            if (bytes > WHOLE_SYSTEM_BYTES) {
                throw FhirRejection.of(403, "too-costly", "_type",
                        "the matches are too large for one page: search one type at a time, or lower _count");
            }
            page.add(found, query.count());
        }
        boolean accurate = call.query().first("_total").equals(Optional.of("accurate"));
        OptionalLong total = accurate && page.total().isEmpty() ? total(call, types, criteria) : page.total();
        List<BundleAnswer.Entry> entries = new ArrayList<>();
        add(entries, base, page.matches(), "match");
        add(entries, base, page.included(), "include");
        return Answer.ok(new Payload.Bundle(new BundleAnswer(
                "searchset", null, null, total, links(call.query(), base, List.of(), page.next()), entries)));
    }

    private OptionalLong total(Call call, List<ResourceType> types, List<Map.Entry<String, String>> criteria) {
        List<Map.Entry<String, String>> counted = new ArrayList<>(criteria);
        counted.add(Map.entry("_summary", "count"));
        long total = 0;
        for (ResourceType type : types) {
            total += found(call, RecordQuery.parse(type, counted, true, call.base().get())).total().orElse(0);
        }
        return OptionalLong.of(total);
    }

    private static long bytes(RecordPage page) {
        return page.matches().stream().mapToLong(ContentWriter::length).sum()
                + page.included().stream().mapToLong(ContentWriter::length).sum();
    }

    private RecordPage found(Call call, RecordQuery query) {
        return door.search(call, query)
                .map(permit -> records.search(permit, query))
                .orElse(EMPTY);
    }

    private static List<ResourceType> types(Query query) throws FhirRejection {
        Set<ResourceType> types = new LinkedHashSet<>();
        for (String name : query.first("_type").orElse("").split(",")) {
            types.add(ResourceType.find(name.strip())
                    .filter(type -> type != ResourceType.AUDIT_EVENT)
                    .orElseThrow(() -> FhirRejection.badRequest(
                            "_type", "a search of the whole system names types kept here in _type")));
        }
        return List.copyOf(types);
    }

    static void add(List<BundleAnswer.Entry> entries, String base, List<StoredRecord> found, String mode) {
        for (StoredRecord record : found) {
            entries.add(BundleAnswer.Entry.found(fullUrl(base, record.id()), new Payload.Resource(record), mode));
        }
    }

    static String fullUrl(String base, RecordId id) {
        return base + "/" + id.type().typeName() + "/" + id.id();
    }

    static List<BundleAnswer.Link> links(Query query, String url, List<String> unknown, Optional<String> next) {
        String raw = unknown.isEmpty() ? query.raw() : query.rawWithout(Set.copyOf(unknown));
        List<BundleAnswer.Link> links = new ArrayList<>(2);
        links.add(new BundleAnswer.Link("self", raw.isEmpty() ? url : url + "?" + raw));
        if (next.isPresent()) {
            String others = query.rawWithout(Set.of(PAGE));
            links.add(new BundleAnswer.Link(
                    "next", url + "?" + others + (others.isEmpty() ? "" : "&") + PAGE + "=" + next.get()));
        }
        return links;
    }

    private static byte[] leftOut(List<String> unknown) {
        return Outcomes.write("warning", unknown.stream()
                .map(name -> new Flaw(name, "not-supported", "this parameter is not known and was left out"))
                .toList());
    }
}
