package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All who talk to a running Cloudfilm in the story: hospitals' systems, the doctor, the patient, the administrator. */
final class Neighbours implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final House house;

    Neighbours(House house) {
        this.house = house;
    }

    /** What is running: one process, or a gateway and a viewer. */
    interface House extends AutoCloseable {

        /** Where the door is to which a path belongs, without the path. */
        String urlOf(String path);

        RunningCloudfilm hospitals();

        String token(String actor) throws Exception;

        int simulatorsPort();
    }

    Answer asks(String actor, String method, String path, String json, String... headers) throws Exception {
        return send(house.token(actor), method, path, json, headers);
    }

    private Answer send(String token, String method, String path, String json, String... headers) throws Exception {
        boolean fhir = path.startsWith("/fhir");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(house.urlOf(path) + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", fhir ? "application/fhir+json" : "*/*")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", fhir ? "application/fhir+json" : "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Answer.of(HTTP.send(request.build(), BodyHandlers.ofString()));
    }

    /** A record under its own id. */
    void writes(String hospital, String record) throws Exception {
        JsonNode json = JsonMapper.shared().readTree(record);
        String path = "/fhir/" + json.at("/resourceType").asString() + "/" + json.at("/id").asString();
        assertThat(asks(hospital, "PUT", path, record).status()).as(path).isIn(200, 201);
    }

    List<JsonNode> finds(String actor, String query) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        asks(actor, "GET", "/fhir/" + query, null).is(200).at("/entry").forEach(entry -> found.add(entry.at("/resource")));
        return found;
    }

    void storescu(String aeTitle, List<Path> files) throws Exception {
        house.hospitals().storescu(aeTitle, files).succeeded();
    }

    /** @param segments parted by {@code !} */
    void speaksHl7(String facility, String type, String segments) throws Exception {
        try (HospitalSystem system = new HospitalSystem(house.hospitals().hl7Port(), facility)) {
            assertThat(system.sendAs(UUID.randomUUID().toString().substring(0, 18), type, segments)).contains("MSA|AA");
        }
    }

    /** Study Instance UIDs of all that a search without conditions lists. */
    String studies(String actor) throws Exception {
        return asks(actor, "GET", "/dicom-web/studies?limit=1000", null).text();
    }

    int frame(String actor, Slices film) throws Exception {
        return frameWith(house.token(actor), film);
    }

    int frameWith(String token, Slices film) throws Exception {
        return send(token, "GET", "/dicom-web/studies/" + film.study() + "/series/" + film.series() + "/instances/"
                + film.instance(0) + "/frames/1", null).status();
    }

    /** What the hospital's system asks while the doctor is ordering (CDS Hooks 2.0). */
    JsonNode hook(String hook, String patient, String visit, String draft) throws Exception {
        String service = null;
        for (JsonNode one : asks("hospital-lishui", "GET", "/cds-services", null).is(200).at("/services")) {
            service = one.at("/hook").asString().equals(hook) ? one.at("/id").asString() : service;
        }
        String selections = hook.equals("order-select") ? "\"selections\":[\"ServiceRequest/ls-order\"]," : "";
        return asks("hospital-lishui", "POST", "/cds-services/" + service, """
                {"hook":"%s","hookInstance":"%s","context":{"userId":"Practitioner/doctor-wang","patientId":"%s",
                 "encounterId":"%s",%s"draftOrders":{"resourceType":"Bundle","type":"collection","entry":[{"resource":%s}]}}}
                """.formatted(hook, UUID.randomUUID(), patient, visit, selections, draft)).is(200);
    }

    /** The next of these calls to the insurance is carried out, and its answer lost. */
    void losesTheAnswerOf(String call) throws Exception {
        HttpResponse<String> asked = HTTP.send(
                HttpRequest.newBuilder(simulators("/faults"))
                        .POST(BodyPublishers.ofString("{\"target\":\"insurance\",\"call\":\"" + call + "\",\"kind\":\"lose\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(asked.statusCode()).isEqualTo(201);
    }

    /** As a phone does that has read the QR code. */
    void pays(String qr) throws Exception {
        assertThat(HTTP.send(HttpRequest.newBuilder(URI.create(qr)).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private URI simulators(String path) {
        return URI.create("http://127.0.0.1:" + house.simulatorsPort() + path);
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Override
    public void close() throws Exception {
        house.close();
    }
}
