package org.cloudfilm.gateway.hl7v2;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cloudfilm.gateway.hl7v2.mapping.NamedBy;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.OwnRecords;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** What is known already of that of which a message speaks, by the temporary names of its transaction. */
final class KnownRecords {

    /** Single results come whole and are written by nobody else: they need no looking up. */
    private static final Set<String> MERGED =
            Set.of("Patient", "Encounter", "ServiceRequest", "DiagnosticReport", "DocumentReference");

    private final OwnRecords own;
    private final HospitalId hospital;
    private final FhirContext fhir;
    private final Map<String, OwnRecords.Known> known = new HashMap<>();
    private final Map<String, RecordId> survivors = new HashMap<>();

    KnownRecords(OwnRecords own, HospitalId hospital, FhirContext fhir) {
        this.own = own;
        this.hospital = hospital;
        this.fhir = fhir;
    }

    /** @param follow a patient number that was given up means the patient that has taken it over */
    void find(Bundle bundle, boolean follow) {
        for (BundleEntryComponent entry : bundle.getEntry()) {
            boolean patient = entry.getResource() instanceof Patient;
            boolean update = entry.getRequest().getMethod() == HTTPVerb.PUT;
            if (patient || update && MERGED.contains(entry.getResource().fhirType())) {
                ResourceType type = ResourceType.find(entry.getResource().fhirType()).orElseThrow();
                own.find(hospital, type, criteria(entry)).ifPresent(found -> known.put(entry.getFullUrl(), found));
            }
            if (patient && follow) {
                of(entry).flatMap(found -> own.survivor(hospital, found.id())).ifPresent(id -> survivors.put(entry.getFullUrl(), id));
            }
        }
    }

    static String criteria(BundleEntryComponent entry) {
        String url = entry.getRequest().getUrl();
        return entry.getRequest().getMethod() == HTTPVerb.PUT
                ? url.substring(url.indexOf('?') + 1)
                : entry.getRequest().getIfNoneExist();
    }

    Optional<OwnRecords.Known> of(BundleEntryComponent entry) {
        return Optional.ofNullable(known.get(entry.getFullUrl()));
    }

    Optional<Resource> resource(BundleEntryComponent entry) {
        return of(entry).map(this::parsed);
    }

    /** The patient is another one now, and what the message says of the old one is not taken. */
    boolean isReplaced(BundleEntryComponent entry) {
        return survivors.containsKey(entry.getFullUrl());
    }

    /** What comes under a number that was given up says so beside the patient it means, should that be taken back. */
    void keepNumbers(Bundle bundle) {
        if (survivors.isEmpty()) {
            return;
        }
        Map<String, Identifier> numbers = new HashMap<>();
        bundle.getEntry().stream()
                .filter(this::isReplaced)
                .forEach(entry -> numbers.put(entry.getFullUrl(), NamedBy.of(entry.getResource())));
        for (BundleEntryComponent entry : bundle.getEntry()) {
            for (Reference reference : fhir.newTerser().getAllPopulatedChildElementsOfType(entry.getResource(), Reference.class)) {
                if (numbers.containsKey(reference.getReference())) {
                    reference.setIdentifier(new Identifier()
                            .setSystem(numbers.get(reference.getReference()).getSystem())
                            .setValue(numbers.get(reference.getReference()).getValue()));
                }
            }
        }
    }

    /** Who took over a patient's number, and then theirs. */
    List<RecordId> successors(RecordId patient) {
        return own.successors(hospital, patient);
    }

    /** The patient and all that were given up for it. */
    Set<RecordId> replaced(RecordId patient) {
        return own.replaced(hospital, patient);
    }

    /** A patient that the message does not speak of joins its transaction, to be changed in its links. */
    Optional<Patient> addPatient(Bundle bundle, RecordId id) {
        return own.find(hospital, id).map(found -> {
            Patient patient = new Patient();
            BundleEntryComponent entry = bundle.addEntry().setFullUrl("urn:uuid:" + UUID.randomUUID()).setResource(patient);
            entry.getRequest().setMethod(HTTPVerb.PUT).setUrl("Patient?_id=" + id.id());
            known.put(entry.getFullUrl(), found);
            return patient;
        });
    }

    /** {@code Type/id} of a temporary name, the name itself if the record is new. */
    String named(String fullUrl) {
        if (survivors.containsKey(fullUrl)) {
            return survivors.get(fullUrl).toString();
        }
        OwnRecords.Known found = known.get(fullUrl);
        return found == null ? fullUrl : found.id().toString();
    }

    private Resource parsed(OwnRecords.Known record) {
        return (Resource) fhir.newJsonParser().parseResource(new String(record.content(), StandardCharsets.UTF_8));
    }
}
