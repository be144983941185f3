package org.cloudfilm.gateway.hl7v2;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cloudfilm.gateway.hl7v2.mapping.MapMessage;
import org.cloudfilm.gateway.hl7v2.mapping.MergeIntoKnown;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.person.PersonMovedException;
import org.cloudfilm.storage.record.ChangeOutcome;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.OwnRecords;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Writes what a message says into the record store, as the hospital that sent it. What is known of a record and not
 * spoken of stays ({@link MergeIntoKnown}); a patient number that was given up means the patient that took it over.
 */
public final class StoreRecords implements Hl7Handler {

    /** These speak of patient numbers as such, given up or not. */
    private static final Set<String> OF_NUMBERS = Set.of("A40", "A24", "A37");

    private final MapMessage mapping;
    private final RecordStore records;
    private final OwnRecords own;
    private final SamePatients same;
    private final WithdrawResults withdraw;
    private final FhirContext fhir = FhirContext.forR4Cached();

    public StoreRecords(MapMessage mapping, RecordStore records, OwnRecords own, SamePatients same) {
        this.mapping = mapping;
        this.records = records;
        this.own = own;
        this.same = same;
        this.withdraw = new WithdrawResults(own, records, fhir);
    }

    @Override
    public void apply(Hl7Message message, Hospital sender) {
        Bundle bundle = mapping.map(message, sender);
        RecordWriter writer = new RecordWriter(sender.id(), message.header().sender());
        try {
            write(bundle, message.header(), writer);
        } catch (RecordRefusal refusal) {
            throw refused(refusal);
        } catch (PersonMovedException e) {
            throw new OptimisticLockingFailureException("persons were merged meanwhile", e);
        }
    }

    private void write(Bundle bundle, Header header, RecordWriter writer) {
        own.lock(bundle.getEntry().stream().map(this::change).toList());
        KnownRecords known = new KnownRecords(own, writer.hospital(), fhir);
        boolean ofNumbers = OF_NUMBERS.contains(header.event());
        known.find(bundle, !ofNumbers);
        known.keepNumbers(bundle);
        Optional<Parted> parted = ofNumbers ? same.nameLinks(bundle, header.event(), known) : Optional.empty();
        List<BundleEntryComponent> written =
                bundle.getEntry().stream().filter(entry -> !known.isReplaced(entry)).toList();
        MergeIntoKnown merge = new MergeIntoKnown(header);
        for (BundleEntryComponent entry : written) {
            if (entry.getRequest().getMethod() == HTTPVerb.PUT) {
                known.resource(entry).ifPresent(before -> merge.merge(before, entry.getResource()));
            }
        }
        List<ChangeOutcome> outcomes = records.write(writer, entries(written, bundle, known));
        Map<String, RecordId> ids = new HashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            ids.put(written.get(i).getFullUrl(), outcomes.get(i).id());
        }
        withdraw.follow(written, writer, ids, known);
        if (ofNumbers) {
            same.follow(bundle, header, writer, ids, parted);
        }
    }

    private List<RecordStore.Entry> entries(List<BundleEntryComponent> written, Bundle bundle, KnownRecords known) {
        List<RecordStore.Entry> entries = new ArrayList<>();
        for (BundleEntryComponent entry : written) {
            RecordChange change = change(entry);
            RecordChange.Content content = content(entry, bundle, known);
            RecordChange filled = switch (change) {
                case RecordChange.UpdateWhere where -> known.of(entry)
                        .<RecordChange>map(found ->
                                new RecordChange.Update(found.id(), content, OptionalInt.of(found.version())))
                        .orElse(new RecordChange.UpdateWhere(where.type(), where.criteria(), content));
                case RecordChange.Create create ->
                    new RecordChange.Create(create.type(), content, create.ifNoneExist());
                default -> change;
            };
            entries.add(new RecordStore.Entry(Optional.of(entry.getFullUrl()), filled));
        }
        return entries;
    }

    /** Temporary names of known records give way to their ids: these are not part of the transaction, or not all. */
    private RecordChange.Content content(BundleEntryComponent entry, Bundle bundle, KnownRecords known) {
        String json = fhir.newJsonParser().encodeResourceToString(entry.getResource());
        for (BundleEntryComponent other : bundle.getEntry()) {
            String name = known.named(other.getFullUrl());
            if (!name.equals(other.getFullUrl())) {
                json = json.replace(other.getFullUrl(), name);
            }
        }
        return RecordChange.Content.of(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Without its content. */
    private RecordChange change(BundleEntryComponent entry) {
        ResourceType type = ResourceType.find(entry.getResource().fhirType()).orElseThrow();
        RecordChange.Content none = RecordChange.Content.of(new byte[0]);
        return entry.getRequest().getMethod() == HTTPVerb.PUT
                ? new RecordChange.UpdateWhere(type, KnownRecords.criteria(entry), none)
                : new RecordChange.Create(type, none, Optional.of(KnownRecords.criteria(entry)));
    }

    /** Who lost against another change of the same record may try again; everything else is the message's fault. */
    private static RuntimeException refused(RecordRefusal refusal) {
        if (refusal.kind() == RecordRefusal.Kind.CONFLICT
                || refusal.kind() == RecordRefusal.Kind.PRECONDITION_FAILED) {
            return new OptimisticLockingFailureException("changed by somebody else", refusal);
        }
        String flaws = String.join("; ", refusal.flaws().stream().map(StoreRecords::text).toList());
        return new UnusableMessageException(ErrorCode.INTERNAL, Location.NOWHERE, "refused by the records: " + flaws);
    }

    private static String text(Flaw flaw) {
        return flaw.path().isEmpty() ? flaw.text() : flaw.path() + " " + flaw.text();
    }
}
