package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.person.FhirIdentification;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.Traits;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.match.MatchPatients;
import org.cloudfilm.storage.record.match.Matched;
import org.cloudfilm.storage.record.match.Matched.Grade;
import org.cloudfilm.storage.record.schema.CheckStructure;

/**
 * {@code Patient/$match} (FHIR R4 section 8.1.17.1; IHE PDQm ITI-119): which of the patients that the asker may read a
 * description is about, the best first, with score and grade.
 */
final class PatientMatch implements Operation {

    private static final int USUAL = 10;
    private static final int MOST = 50;

    private final RecordDoor door;
    private final MatchPatients match;
    private final FhirSettings settings;

    PatientMatch(RecordDoor door, MatchPatients match, FhirSettings settings) {
        this.door = door;
        this.match = match;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "match";
    }

    @Override
    public String definition() {
        return "http://hl7.org/fhir/OperationDefinition/Patient-match";
    }

    @Override
    public Optional<ResourceType> type() {
        return Optional.of(ResourceType.PATIENT);
    }

    @Override
    public boolean accepts(Route.Operation route, String method) {
        return route.id().isEmpty() && method.equals("POST");
    }

    @Override
    public Answer run(Call call, Route.Operation route) throws IOException, FhirRejection {
        ParametersIn in = ParametersIn.read(call, settings);
        JsonDocument patient = patient(in);
        List<PatientNumber> numbers = FhirIdentification.numbers(patient);
        Traits traits = FhirIdentification.traits(patient);
        if (numbers.isEmpty() && traits.nameKeys().isEmpty()) {
            throw FhirRejection.of(422, "required", "Patient", "a name or an identifier with its system is needed to match by");
        }
        int count = Math.clamp(in.number("count").orElse(USUAL), 1, MOST);
        boolean certain = in.flag("onlyCertainMatches");
        boolean single = in.flag("onlySingleMatch");
        Optional<RecordPermit> permit = door.search(call, ResourceType.PATIENT, Optional.empty());
        // certain ones come first, and a second one is enough to know that it is not the only one
        List<Matched> found =
                permit.isEmpty() ? List.of() : match.match(permit.get(), numbers, traits, single ? Math.max(2, count) : count);
        if (certain) {
            found = found.stream().filter(one -> one.grade() == Grade.CERTAIN).toList();
        }
        if (single && found.size() != 1) {
            found = List.of();
        }
        return answer(call, found.subList(0, Math.min(count, found.size())));
    }

    private JsonDocument patient(ParametersIn in) throws FhirRejection {
        Content content = in.resource("resource").orElseThrow(() -> FhirRejection.of(
                400, "required", "Parameters.parameter", "the parameter resource, a Patient, is missing"));
        JsonDocument patient = BundleEntries.parse(content, settings);
        int type = patient.find(patient.root(), "resourceType");
        if (type < 0 || !patient.isString(type, "Patient")) {
            throw FhirRejection.badRequest("Parameters.parameter", "a Patient is matched, nothing else");
        }
        List<Flaw> flaws = CheckStructure.check(patient, ResourceType.PATIENT);
        if (!flaws.isEmpty()) {
            throw new FhirRejection(422, flaws);
        }
        return patient;
    }

    private static Answer answer(Call call, List<Matched> found) {
        String base = call.base().get();
        List<BundleAnswer.Entry> entries = new ArrayList<>(found.size());
        for (Matched one : found) {
            entries.add(new BundleAnswer.Entry(
                    SearchHandler.fullUrl(base, one.record().id()),
                    new Payload.Resource(one.record()),
                    "match",
                    new BundleAnswer.Likeness(one.score(), one.grade().code()),
                    null,
                    null));
        }
        return Answer.ok(new Payload.Bundle(new BundleAnswer(
                "searchset", null, null, OptionalLong.of(entries.size()), List.of(), entries)));
    }
}
