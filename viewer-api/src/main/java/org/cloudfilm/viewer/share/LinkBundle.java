package org.cloudfilm.viewer.share;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the file {@code application/fhir+json}: a collection of the patient, the studies, the reports and the place
 * where the films can be fetched. Of the patient it says who it is, no more; references to what is not shared (visits,
 * orders, single results) stay out.
 */
final class LinkBundle {

    private static final String ENDPOINT = "Endpoint/dicom-web";
    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/endpoint-connection-type";
    private static final List<String> NOT_SHARED = List.of("encounter", "basedOn", "result", "partOf", "media");
    private static final List<String> OF_PATIENT = List.of("resourceType", "id", "name", "gender", "birthDate");

    private final ShareSettings settings;
    private final ObjectNode bundle = JsonMapper.shared().createObjectNode();
    private final ArrayNode entries;
    private boolean patientKnown;
    private Instant lastUpdated = Instant.EPOCH;

    LinkBundle(ShareSettings settings, Instant now) {
        this.settings = settings;
        bundle.put("resourceType", "Bundle");
        bundle.put("type", "collection");
        bundle.put("timestamp", now.toString());
        this.entries = bundle.putArray("entry");
    }

    /** A record as it is kept. */
    void add(ObjectNode record, Instant updated) {
        NOT_SHARED.forEach(record::remove);
        put(record);
        lastUpdated = updated.isAfter(lastUpdated) ? updated : lastUpdated;
    }

    /** A Patient record: who it is, no numbers, no addresses. */
    void addPatient(ObjectNode record) {
        record.retain(OF_PATIENT);
        put(record);
        patientKnown = true;
    }

    /**
     * The patient as a film says.
     *
     * @param subject of the film's ImagingStudy, such as {@code Patient/1}; empty when there is none
     */
    void addPatient(String subject, PatientOfFilm patient) {
        if (patientKnown) {
            return;
        }
        ObjectNode record = JsonMapper.shared().createObjectNode();
        record.put("resourceType", "Patient");
        if (subject.startsWith("Patient/")) {
            record.put("id", subject.substring("Patient/".length()));
        }
        if (!patient.name().isEmpty()) {
            record.putArray("name").addObject().put("text", patient.name());
        }
        if (!patient.gender().isEmpty()) {
            record.put("gender", patient.gender());
        }
        patient.birthDate().ifPresent(date -> record.put("birthDate", date.toString()));
        addPatient(record);
    }

    /** Where the token of the link fetches the films (DICOMweb). */
    void addEndpoint() {
        ObjectNode endpoint = JsonMapper.shared().createObjectNode();
        endpoint.put("resourceType", "Endpoint");
        endpoint.put("id", ENDPOINT.substring("Endpoint/".length()));
        endpoint.put("status", "active");
        endpoint.putObject("connectionType").put("system", TYPES).put("code", "dicom-wado-rs");
        endpoint.put("name", "DICOMweb (QIDO-RS, WADO-RS)");
        endpoint.putArray("payloadType").addObject().put("text", "DICOM");
        endpoint.putArray("payloadMimeType").add("application/dicom");
        endpoint.put("address", settings.publicUrl() + "/dicom-web");
        put(endpoint);
    }

    private void put(ObjectNode record) {
        String id = record.path("id").asString("");
        ObjectNode entry = entries.addObject();
        entry.put("fullUrl", id.isEmpty()
                ? "urn:uuid:" + UUID.randomUUID()
                : settings.fhir() + "/" + record.path("resourceType").asString() + "/" + id);
        entry.set("resource", record);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Of the newest record in it; empty when there is none. */
    Optional<Instant> lastUpdated() {
        return lastUpdated.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(lastUpdated);
    }

    byte[] bytes() {
        return JsonMapper.shared().writeValueAsBytes(bundle);
    }
}
