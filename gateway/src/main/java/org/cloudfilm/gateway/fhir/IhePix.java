package org.cloudfilm.gateway.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.person.FhirIdentification;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.match.CrossReference;

/**
 * {@code Patient/$ihe-pix} (IHE PIXm ITI-83): under which other numbers the patient of a number is kept, among the
 * records the asker may read. Answers Parameters with {@code targetIdentifier} and {@code targetId}.
 */
final class IhePix implements Operation {

    private final RecordDoor door;
    private final CrossReference references;
    private final FhirSettings settings;

    IhePix(RecordDoor door, CrossReference references, FhirSettings settings) {
        this.door = door;
        this.references = references;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "ihe-pix";
    }

    @Override
    public String definition() {
        return "https://profiles.ihe.net/ITI/PIXm/OperationDefinition/IHE.PIXm.pix";
    }

    @Override
    public Optional<ResourceType> type() {
        return Optional.of(ResourceType.PATIENT);
    }

    @Override
    public boolean accepts(Route.Operation route, String method) {
        return route.id().isEmpty() && (method.equals("GET") || method.equals("HEAD") || method.equals("POST"));
    }

    @Override
    public Answer run(Call call, Route.Operation route) throws IOException, FhirRejection {
        Asked asked = call.isRead() ? ofQuery(call.query()) : ofBody(call);
        RecordPermit permit = door.search(call, ResourceType.PATIENT, Optional.empty()).orElseThrow(IhePix::unknown);
        List<StoredRecord> records = references.records(permit, asked.source);
        if (records.isEmpty()) {
            throw unknown();
        }
        return Answer.json(200, parameters(call.base().get(), asked, records));
    }

    /** @param target system of the numbers wanted; empty for all */
    private record Asked(PatientNumber source, Optional<String> target) {}

    private static Asked ofQuery(Query query) throws FhirRejection {
        String source = query.first("sourceIdentifier").orElse("");
        int bar = source.indexOf('|');
        if (bar < 0) {
            throw FhirRejection.badRequest("sourceIdentifier", "sourceIdentifier is a system, a bar and a value");
        }
        return asked(source.substring(0, bar), source.substring(bar + 1), query.first("targetSystem"));
    }

    private Asked ofBody(Call call) throws IOException, FhirRejection {
        if (call.body().contentType() != null && MediaKind.ofHeader(call.body().contentType()) == MediaKind.FORM) {
            return ofQuery(Query.parse(new String(call.body().bytes(), StandardCharsets.UTF_8)));
        }
        ParametersIn in = ParametersIn.read(call, settings);
        String[] source = in.identifier("sourceIdentifier").orElseThrow(() -> FhirRejection.badRequest(
                "Parameters.parameter", "sourceIdentifier is an Identifier with system and value"));
        return asked(source[0], source[1], in.text("targetSystem", "valueUri", "valueUrl", "valueString"));
    }

    private static Asked asked(String system, String value, Optional<String> target) throws FhirRejection {
        if (system.isBlank() || value.isBlank()) {
            throw FhirRejection.of(400, "code-invalid", "sourceIdentifier", "sourceIdentifier names a system and a value");
        }
        return new Asked(new PatientNumber(system, value.strip()), target.filter(text -> !text.isBlank()));
    }

    private static byte[] parameters(String base, Asked asked, List<StoredRecord> records) throws IOException {
        Set<PatientNumber> numbers = new LinkedHashSet<>();
        for (StoredRecord record : records) {
            for (PatientNumber number : numbers(record)) {
                boolean wanted = asked.target.map(number.system()::equals).orElse(!number.equals(asked.source));
                if (wanted) {
                    numbers.add(number);
                }
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        JsonOut out = new JsonOut(bytes);
        out.raw("{\"resourceType\":\"Parameters\"");
        String separator = ",\"parameter\":[";
        for (PatientNumber number : numbers) {
            out.raw(separator).raw("{\"name\":\"targetIdentifier\",\"valueIdentifier\":{\"system\":").string(number.system());
            out.raw(",\"value\":").string(number.value()).raw("}}");
            separator = ",";
        }
        for (StoredRecord record : records) {
            if (asked.target.isEmpty() || numbers(record).stream().anyMatch(n -> n.system().equals(asked.target.get()))) {
                out.raw(separator).raw("{\"name\":\"targetId\",\"valueReference\":{\"reference\":");
                out.string(SearchHandler.fullUrl(base, record.id())).raw("}}");
                separator = ",";
            }
        }
        out.raw(separator.equals(",") ? "]}" : "}");
        return bytes.toByteArray();
    }

    private static List<PatientNumber> numbers(StoredRecord record) {
        return FhirIdentification.numbers(JsonDocument.ofStored(record.content()));
    }

    /** Also where the asker may read nothing: both look the same. */
    private static FhirRejection unknown() {
        return FhirRejection.of(404, "not-found", "sourceIdentifier", "no patient has this sourceIdentifier");
    }
}
