package org.cloudfilm.gateway.hl7v2;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.gateway.hl7v2.mapping.NamedBy;
import org.cloudfilm.gateway.hl7v2.mapping.Snapshot;
import org.cloudfilm.storage.record.OwnRecords;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Results that a report had and that its next message leaves out are results no longer ({@link Snapshot}): whoever
 * searches for results and not for reports would take them for valid. What was said of them stays readable.
 */
final class WithdrawResults {

    private final OwnRecords own;
    private final RecordStore records;
    private final FhirContext fhir;

    WithdrawResults(OwnRecords own, RecordStore records, FhirContext fhir) {
        this.own = own;
        this.records = records;
        this.fhir = fhir;
    }

    /** @param ids of what was written, by temporary names */
    void follow(List<BundleEntryComponent> written, RecordWriter writer, Map<String, RecordId> ids, KnownRecords known) {
        List<RecordStore.Entry> withdrawn = new ArrayList<>();
        for (BundleEntryComponent entry : written) {
            if (entry.getResource() instanceof DiagnosticReport said && Snapshot.isWhole(said)) {
                known.resource(entry).map(DiagnosticReport.class::cast).ifPresent(before -> before.getResult().stream()
                        .map(Reference::getReference)
                        .flatMap(result -> RecordId.parse(String.valueOf(result)).stream())
                        .filter(result -> result.type() == ResourceType.OBSERVATION && !ids.containsValue(result))
                        .forEach(result -> withdrawn(writer, result, said).ifPresent(withdrawn::add)));
            }
        }
        records.write(writer, withdrawn);
    }

    /** Empty for what is none of the report's own, and for what is withdrawn already. */
    private Optional<RecordStore.Entry> withdrawn(RecordWriter writer, RecordId id, DiagnosticReport report) {
        return own.find(writer.hospital(), id).flatMap(known -> {
            Observation result = (Observation)
                    fhir.newJsonParser().parseResource(new String(known.content(), StandardCharsets.UTF_8));
            Optional<ObservationStatus> status = withdrawn(result.getStatus());
            if (status.isEmpty() || !isOf(report, result)) {
                return Optional.empty();
            }
            byte[] content = encoded(result.setStatus(status.get()));
            return Optional.of(new RecordStore.Entry(Optional.empty(), new RecordChange.Update(
                    id, RecordChange.Content.of(content), OptionalInt.of(known.version()))));
        });
    }

    private static boolean isOf(DiagnosticReport report, Observation result) {
        String number = NamedBy.of(report).getValue() + "/";
        return result.getIdentifier().stream().anyMatch(key -> String.valueOf(key.getValue()).startsWith(number));
    }

    /** What was released is in error; what never was has not come about. */
    private static Optional<ObservationStatus> withdrawn(ObservationStatus status) {
        return switch (status) {
            case CANCELLED, ENTEREDINERROR -> Optional.empty();
            case REGISTERED, PRELIMINARY -> Optional.of(ObservationStatus.CANCELLED);
            case null, default -> Optional.of(ObservationStatus.ENTEREDINERROR);
        };
    }

    private byte[] encoded(Resource resource) {
        return fhir.newJsonParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
    }
}
