package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.Optional;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.record.ChangeOutcome;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.cloudfilm.storage.record.RecordWriter;
import org.springframework.transaction.support.TransactionOperations;

/** batch and transaction (FHIR R4 section 3.1.0.11). */
final class BundleHandler {

    /** Bytes of a row that a search takes along before it is known which rows are shown. */
    private static final long ROW = 16 << 10;

    private final RecordStore store;
    private final Interactions interactions;
    private final PatchRecord patches;
    private final WriteLedger ledger;
    private final ContentCheck check;
    private final Failures failures;
    private final TransactionOperations transactions;
    private final AnswerWriter answers;
    private final FhirSettings settings;

    BundleHandler(
            RecordStore store,
            Interactions interactions,
            PatchRecord patches,
            WriteLedger ledger,
            ContentCheck check,
            Failures failures,
            TransactionOperations transactions,
            AnswerWriter answers,
            FhirSettings settings) {
        this.store = store;
        this.interactions = interactions;
        this.patches = patches;
        this.ledger = ledger;
        this.check = check;
        this.failures = failures;
        this.transactions = transactions;
        this.answers = answers;
        this.settings = settings;
    }

    Answer handle(Call call, Memory.Room room) throws IOException, FhirRejection {
        Content body = call.body().resource();
        BundleEntries bundle = BundleEntries.of(body, settings);
        if (bundle.asks()) {
            room.reserveMore(FoundByEntries.AT_MOST);
        }
        return switch (bundle.type()) {
            case "batch" -> batch(call, bundle);
            case "transaction" -> transaction(call, bundle);
            default -> throw FhirRejection.badRequest(
                    "Bundle.type", "only a batch or transaction is posted here; other Bundles go to /Bundle");
        };
    }

    /** What a call may hold before its answer is complete: a page as long as it asks for. */
    static long expected(Call call) {
        boolean many = switch (call.route()) {
            case Route.OfType(var _, boolean search) -> search || call.isRead();
            case Route.System _, Route.SystemHistory _, Route.TypeHistory _, Route.InstanceHistory _, Route.Operation _ -> true;
            default -> false;
        };
        int count = call.query().first("_count").map(Versions::number).orElse(RecordQuery.DEFAULT_COUNT);
        return many ? ROW * Math.min(count, RecordQuery.MAXIMUM_COUNT) : 0;
    }

    /** Each entry for itself. */
    private Answer batch(Call call, BundleEntries bundle) throws IOException {
        List<BundleAnswer.Entry> answers = new ArrayList<>(bundle.size());
        FoundByEntries found = new FoundByEntries();
        for (int i = 0; i < bundle.size(); i++) {
            answers.add(attempt(call, bundle, i, found));
        }
        return bundle("batch-response", answers);
    }

    private BundleAnswer.Entry attempt(Call call, BundleEntries bundle, int number, FoundByEntries found) throws IOException {
        try {
            Call inner = bundle.call(number, call);
            Answer answer = inner.asks() ? found.and(asked(inner)) : interactions.handle(inner);
            return entry(answer, call.wishes(), inner.asks());
        } catch (FhirRejection | RuntimeException e) {
            Failures.Failure failure = failures.of(e);
            return refused(failure.status(), Outcomes.errors(failure.flaws()));
        }
    }

    private static BundleAnswer.Entry refused(int status, byte[] outcome) {
        Answer answer = Answer.of(status, Answer.NOTHING);
        return new BundleAnswer.Entry(null, Answer.NOTHING, null, null, new BundleAnswer.Response(answer, outcome));
    }

    /** All writes at once in the store's order, then what is asked, of what they left. */
    private Answer transaction(Call call, BundleEntries bundle) throws IOException, FhirRejection {
        List<Call> calls = new ArrayList<>(bundle.size());
        int writes = 0;
        for (int i = 0; i < bundle.size(); i++) {
            Call inner = at(i, bundle, call);
            writes += inner.asks() ? 0 : 1;
            calls.add(inner);
        }
        boolean reads = writes < calls.size();
        Supplier<List<BundleAnswer.Entry>> work = () -> runOrUndo(call, bundle, calls);
        Supplier<List<BundleAnswer.Entry>> whole = reads ? () -> transactions.execute(status -> work.get()) : work;
        try {
            return bundle("transaction-response", writes == 0
                    ? whole.get()
                    : ledger.record(CurrentRequester.writer(call), writes, whole));
        } catch (Undone undone) {
            if (undone.getCause() instanceof FhirRejection rejection) {
                throw rejection;
            }
            throw (IOException) undone.getCause();
        }
    }

    private List<BundleAnswer.Entry> runOrUndo(Call call, BundleEntries bundle, List<Call> calls) {
        try {
            return run(call, bundle, calls);
        } catch (IOException | FhirRejection e) {
            throw new Undone(e);
        }
    }

    private List<BundleAnswer.Entry> run(Call call, BundleEntries bundle, List<Call> calls)
            throws IOException, FhirRejection {
        List<RecordStore.Entry> changes = new ArrayList<>(calls.size());
        List<Integer> numbers = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            if (!calls.get(i).asks()) {
                changes.add(new RecordStore.Entry(bundle.fullUrl(i), change(i, calls.get(i), bundle)));
                numbers.add(i);
            }
        }
        BundleAnswer.Entry[] answers = new BundleAnswer.Entry[calls.size()];
        if (!changes.isEmpty()) {
            List<ChangeOutcome> outcomes = write(call, changes, numbers);
            for (int i = 0; i < outcomes.size(); i++) {
                answers[numbers.get(i)] = entry(WriteHandler.answer(outcomes.get(i), call.wishes()), call.wishes(), false);
            }
        }
        FoundByEntries found = new FoundByEntries();
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == null) {
                answers[i] = entry(answer(i, calls.get(i), found), call.wishes(), true);
            }
        }
        return List.of(answers);
    }

    private List<ChangeOutcome> write(Call call, List<RecordStore.Entry> changes, List<Integer> numbers)
            throws FhirRejection {
        RecordWriter writer = CurrentRequester.writer(call);
        try {
            return store.write(writer, changes);
        } catch (RecordRefusal refusal) {
            throw numbers.getLast() == numbers.size() - 1 ? refusal : renumbered(refusal, numbers);
        }
    }

    /** The store counts changes; the client counts entries, reads among them. */
    private static RecordRefusal renumbered(RecordRefusal refusal, List<Integer> numbers) {
        return new RecordRefusal(refusal.kind(), refusal.flaws().stream()
                .map(flaw -> new Flaw(EntryPath.renumbered(flaw.path(), numbers), flaw.type(), flaw.text()))
                .toList());
    }

    private RecordChange change(int number, Call call, BundleEntries bundle) throws IOException, FhirRejection {
        try {
            RequireScope.of(call);
            RecordChange change = bundle.change(number, call, patches);
            check.check(change);
            return change;
        } catch (FhirRejection e) {
            throw EntryPath.of(number, e);
        }
    }

    private Answer answer(int number, Call call, FoundByEntries found) throws IOException, FhirRejection {
        try {
            return found.and(asked(call));
        } catch (FhirRejection e) {
            throw EntryPath.of(number, e);
        }
    }

    /** What an entry finds, and of that what itself asks for by _summary or _elements. */
    private Answer asked(Call call) throws IOException, FhirRejection {
        Answer answer = interactions.handle(Interactions.formed(call));
        boolean part = !call.wishes().whole() && call.query().saysHow();
        return part && (answer.payload() instanceof Payload.Resource || answer.payload() instanceof Payload.Bundle)
                ? answer.with(new Payload.Json(answers.json(answer.payload(), call.wishes())))
                : answer;
    }

    private static Call at(int number, BundleEntries bundle, Call call) throws FhirRejection {
        try {
            return bundle.call(number, call);
        } catch (FhirRejection e) {
            throw EntryPath.of(number, e);
        }
    }

    /** Resources come back when it was them that were asked for, and from writes when the client wants them. */
    private static BundleAnswer.Entry entry(Answer answer, Wishes wishes, boolean asked) {
        boolean wanted = asked || wishes.returning() == Wishes.Return.REPRESENTATION && wishes.returningAsked();
        byte[] outcome = null;
        Payload payload = answer.payload();
        if (!asked && payload instanceof Payload.Json(byte[] bytes)) {
            outcome = bytes;
            payload = Answer.NOTHING;
        }
        return new BundleAnswer.Entry(
                null, wanted ? payload : Answer.NOTHING, null, null, new BundleAnswer.Response(answer, outcome));
    }

    private static Answer bundle(String type, List<BundleAnswer.Entry> entries) {
        return Answer.ok(new Payload.Bundle(BundleAnswer.of(type, List.of(), entries)));
    }

    /** Carries what went wrong out of the database transaction, which is rolled back by it. */
    private static final class Undone extends RuntimeException {

        Undone(Exception cause) {
            super(cause);
        }
    }
}
