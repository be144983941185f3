package org.cloudfilm.gateway.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;

/**
 * {@code Composition/{id}/$document}: a Bundle of the Composition, what it refers to, and what that refers to, as far
 * as the requester may read it. With {@code persist=true} the Bundle is kept as well.
 */
final class ComposeDocument implements Operation {

    private static final int MOST = 1_000;
    private static final long MOST_BYTES = 16 << 20;

    private final RecordDoor door;
    private final RecordStore store;
    private final ContentWriter contents;
    private final WriteLedger ledger;
    private final Clock clock;
    private final FhirSettings settings;

    ComposeDocument(
            RecordDoor door,
            RecordStore store,
            ContentWriter contents,
            WriteLedger ledger,
            Clock clock,
            FhirSettings settings) {
        this.door = door;
        this.store = store;
        this.contents = contents;
        this.ledger = ledger;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "document";
    }

    @Override
    public String definition() {
        return "http://hl7.org/fhir/OperationDefinition/Composition-document";
    }

    @Override
    public Optional<ResourceType> type() {
        return Optional.of(ResourceType.COMPOSITION);
    }

    @Override
    public boolean accepts(Route.Operation route, String method) {
        return route.type().isPresent() && (method.equals("GET") || method.equals("POST"));
    }

    @Override
    public Answer run(Call asked, Route.Operation route) throws IOException, FhirRejection {
        Call call = ParametersIn.inUrl(asked, settings);
        boolean persist = call.query().first("persist").map("true"::equals).orElse(false);
        if (persist && !call.method().equals("POST")) {
            throw FhirRejection.badRequest("persist", "what is kept is POSTed");
        }
        RecordId id = route.id().or(() -> named(call)).orElseThrow(() -> FhirRejection.of(
                400, "required", "id", "the id of a Composition is needed, in the path or as id"));
        RecordPermit permit = door.open(call, id).orElseThrow(FhirRejection::notFound);
        StoredRecord composition = store.read(permit, id)
                .filter(record -> !record.deleted())
                .orElseThrow(FhirRejection::notFound);
        String base = call.base().get();
        List<BundleAnswer.Entry> entries = new ArrayList<>();
        for (StoredRecord record : gather(permit, composition)) {
            entries.add(BundleAnswer.Entry.found(
                    SearchHandler.fullUrl(base, record.id()), new Payload.Resource(record), null));
        }
        BundleAnswer document = new BundleAnswer(
                "document", clock.instant(), "urn:uuid:" + UUID.randomUUID(), OptionalLong.empty(), List.of(), entries);
        return persist ? keep(call, document) : Answer.ok(new Payload.Bundle(document));
    }

    /** A simple id, or a URL of ours. */
    private static Optional<RecordId> named(Call call) {
        String base = call.base().get() + "/";
        return call.query().first("id")
                .map(id -> id.startsWith(base) ? id.substring(base.length()) : id)
                .map(id -> id.contains("/") ? id : "Composition/" + id)
                .flatMap(RecordId::parse)
                .filter(id -> id.type() == ResourceType.COMPOSITION);
    }

    /** Breadth first: what the Composition names, then what those name. */
    private List<StoredRecord> gather(RecordPermit permit, StoredRecord composition) throws FhirRejection {
        List<StoredRecord> gathered = new ArrayList<>(List.of(composition));
        long bytes = ContentWriter.length(composition);
        Set<RecordId> seen = new HashSet<>(Set.of(composition.id()));
        Deque<StoredRecord> level = new ArrayDeque<>(List.of(composition));
        for (int depth = 0; depth < 2; depth++) {
            Deque<StoredRecord> next = new ArrayDeque<>();
            for (StoredRecord record : level) {
                for (RecordId id : References.of(record)) {
                    Optional<StoredRecord> found = seen.add(id) ? store.read(permit, id) : Optional.empty();
                    if (found.isPresent() && !found.get().deleted()) {
                        next.add(found.get());
                        bytes += ContentWriter.length(found.get());
                    }
                    if (seen.size() > MOST || bytes > MOST_BYTES) {
                        throw FhirRejection.tooLarge("the document would have more than " + MOST + " entries or 16 MB");
                    }
                }
            }
            gathered.addAll(next);
            level = next;
        }
        return gathered;
    }

    private Answer keep(Call call, BundleAnswer document) throws IOException, FhirRejection {
        RecordWriter writer = CurrentRequester.writer(call);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new BundleWriter(contents, new Subset(contents)).write(document, Wishes.PLAIN, bytes);
        RecordChange change =
                new RecordChange.Create(ResourceType.BUNDLE, Content.of(bytes.toByteArray()), Optional.empty());
        return WriteHandler.answer(ledger.record(writer, change, () -> store.write(writer, change)), call.wishes());
    }
}
