package org.cloudfilm.gateway.hl7v2;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.mapping.MapMessage;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.springframework.dao.OptimisticLockingFailureException;

/** Writes what a message says into the record store, as the hospital that sent it. */
public final class StoreRecords implements Hl7Handler {

    private final MapMessage mapping;
    private final RecordStore records;
    private final FhirContext fhir = FhirContext.forR4Cached();

    public StoreRecords(MapMessage mapping, RecordStore records) {
        this.mapping = mapping;
        this.records = records;
    }

    @Override
    public void apply(Hl7Message message, Hospital sender) {
        IParser json = fhir.newJsonParser();
        List<RecordStore.Entry> entries = new ArrayList<>();
        for (BundleEntryComponent entry : mapping.map(message, sender).getEntry()) {
            entries.add(new RecordStore.Entry(Optional.of(entry.getFullUrl()), change(entry, json)));
        }
        try {
            records.write(new RecordWriter(sender.id(), message.header().sender()), entries);
        } catch (RecordRefusal refusal) {
            throw refused(refusal);
        }
    }

    private static RecordChange change(BundleEntryComponent entry, IParser json) {
        ResourceType type = ResourceType.find(entry.getResource().fhirType()).orElseThrow();
        RecordChange.Content content = RecordChange.Content.of(
                json.encodeResourceToString(entry.getResource()).getBytes(StandardCharsets.UTF_8));
        if (entry.getRequest().getMethod() == HTTPVerb.PUT) {
            String url = entry.getRequest().getUrl();
            return new RecordChange.UpdateWhere(type, url.substring(url.indexOf('?') + 1), content);
        }
        return new RecordChange.Create(type, content, Optional.of(entry.getRequest().getIfNoneExist()));
    }

    /** Who lost against another message about the same patient may try again; everything else is the message's fault. */
    private static RuntimeException refused(RecordRefusal refusal) {
        if (refusal.kind() == RecordRefusal.Kind.CONFLICT) {
            return new OptimisticLockingFailureException("changed by another message", refusal);
        }
        String flaws = String.join("; ", refusal.flaws().stream().map(StoreRecords::text).toList());
        return new UnusableMessageException(ErrorCode.INTERNAL, Location.NOWHERE, "refused by the records: " + flaws);
    }

    private static String text(Flaw flaw) {
        return flaw.path().isEmpty() ? flaw.text() : flaw.path() + " " + flaw.text();
    }
}
