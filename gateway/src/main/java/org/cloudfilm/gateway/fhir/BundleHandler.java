package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.record.ChangeOutcome;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.springframework.transaction.support.TransactionOperations;

/** batch and transaction (FHIR R4 section 3.1.0.11). */
final class BundleHandler {

    private final RecordStore store;
    private final Interactions interactions;
    private final PatchRecord patches;
    private final WriteLedger ledger;
    private final ContentCheck check;
    private final Failures failures;
    private final TransactionOperations transactions;
    private final FhirSettings settings;

    BundleHandler(
            RecordStore store,
            Interactions interactions,
            PatchRecord patches,
            WriteLedger ledger,
            ContentCheck check,
            Failures failures,
            TransactionOperations transactions,
            FhirSettings settings) {
        this.store = store;
        this.interactions = interactions;
        this.patches = patches;
        this.ledger = ledger;
        this.check = check;
        this.failures = failures;
        this.transactions = transactions;
        this.settings = settings;
    }

    Answer handle(Call call) throws IOException, FhirRejection {
        Content body = call.body().resource();
        BundleEntries bundle = BundleEntries.of(body, settings);
        return switch (bundle.type()) {
            case "batch" -> batch(call, bundle);
            case "transaction" -> transaction(call, bundle);
            default -> throw FhirRejection.badRequest(
                    "Bundle.type", "only a batch or transaction is posted here; other Bundles go to /Bundle");
        };
    }

    /** Each entry for itself. */
    private Answer batch(Call call, BundleEntries bundle) throws IOException {
        List<BundleAnswer.Entry> answers = new ArrayList<>(bundle.size());
        for (int i = 0; i < bundle.size(); i++) {
            answers.add(attempt(call, bundle, i));
        }
        return bundle("batch-response", answers);
    }

    private BundleAnswer.Entry attempt(Call call, BundleEntries bundle, int number) throws IOException {
        try {
            Call inner = bundle.call(number, call);
            return entry(interactions.handle(inner), call.wishes(), inner.isRead());
        } catch (FhirRejection | RuntimeException e) {
            Failures.Failure failure = failures.of(e);
            return refused(failure.status(), Outcomes.errors(failure.flaws()));
        }
    }

    private static BundleAnswer.Entry refused(int status, byte[] outcome) {
        Answer answer = Answer.of(status, Answer.NOTHING);
        return new BundleAnswer.Entry(null, Answer.NOTHING, null, null, new BundleAnswer.Response(answer, outcome));
    }

    /** All writes at once in the store's order, then the reads, which see them. */
    private Answer transaction(Call call, BundleEntries bundle) throws IOException, FhirRejection {
        List<Call> calls = new ArrayList<>(bundle.size());
        boolean reads = false;
        for (int i = 0; i < bundle.size(); i++) {
            Call inner = at(i, bundle, call);
            reads |= inner.isRead();
            calls.add(inner);
        }
        if (!reads) {
            return bundle("transaction-response", run(call, bundle, calls));
        }
        try {
            return bundle("transaction-response", transactions.execute(status -> {
                try {
                    return run(call, bundle, calls);
                } catch (IOException | FhirRejection e) {
                    throw new Undone(e);
                }
            }));
        } catch (Undone undone) {
            if (undone.getCause() instanceof FhirRejection rejection) {
                throw rejection;
            }
            throw (IOException) undone.getCause();
        }
    }

    private List<BundleAnswer.Entry> run(Call call, BundleEntries bundle, List<Call> calls)
            throws IOException, FhirRejection {
        List<RecordStore.Entry> changes = new ArrayList<>(calls.size());
        List<Integer> numbers = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            if (!calls.get(i).isRead()) {
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
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == null) {
                answers[i] = entry(answer(i, calls.get(i)), call.wishes(), true);
            }
        }
        return List.of(answers);
    }

    private List<ChangeOutcome> write(Call call, List<RecordStore.Entry> changes, List<Integer> numbers)
            throws FhirRejection {
        RecordWriter writer = CurrentRequester.writer(call.who());
        try {
            return ledger.record(writer, changes.size(), () -> store.write(writer, changes));
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
            RecordChange change = bundle.change(number, call, patches);
            check.check(change);
            return change;
        } catch (FhirRejection e) {
            throw EntryPath.of(number, e);
        }
    }

    private Answer answer(int number, Call call) throws IOException, FhirRejection {
        try {
            return interactions.handle(call);
        } catch (FhirRejection e) {
            throw EntryPath.of(number, e);
        }
    }

    private static Call at(int number, BundleEntries bundle, Call call) throws FhirRejection {
        try {
            return bundle.call(number, call);
        } catch (FhirRejection e) {
            throw EntryPath.of(number, e);
        }
    }

    /** Resources come back from reads, and from writes when the client asked for them. */
    private static BundleAnswer.Entry entry(Answer answer, Wishes wishes, boolean read) {
        boolean wanted = read || wishes.returning() == Wishes.Return.REPRESENTATION && wishes.returningAsked();
        byte[] outcome = null;
        Payload payload = answer.payload();
        if (!read && payload instanceof Payload.Json(byte[] bytes)) {
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
