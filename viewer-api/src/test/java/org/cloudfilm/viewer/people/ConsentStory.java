package org.cloudfilm.viewer.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.viewer.dicomweb.ViewerServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Patients of two hospitals, and whoever asks about them by HTTP. */
final class ConsentStory implements AutoCloseable {

    static final String WANG = "clinician.lishui";
    static final String CHEN = "clinician.jinyun";
    static final String ADMIN = "admin.x";

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    final ViewerServer server = ViewerServer.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private int patients;

    /** Somebody whom Lishui and Jinyun both know. */
    record Someone(String number, String token, String inLishui, String inJinyun) {}

    Someone someone(String born) {
        String digits = "110101" + born + "%03d".formatted(++patients);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        ResidentId number = new ResidentId(digits + "10X98765432".charAt(sum % 11));
        Someone someone = new Someone(number.value(), "patient." + number.value(), "l" + patients, "j" + patients);
        patient("lishui", someone.inLishui, number);
        patient("jinyun", someone.inJinyun, number);
        return someone;
    }

    Someone atLishui(String born) {
        Someone someone = someone(born);
        write("lishui", ResourceType.ENCOUNTER, "visit-" + someone.inLishui, """
                {"resourceType":"Encounter","status":"in-progress",
                 "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "subject":{"reference":"Patient/%s"},"period":{"start":"2026-11-22T07:30:00Z"}}
                """.formatted(someone.inLishui));
        return someone;
    }

    private void patient(String hospital, String id, ResidentId number) {
        write(hospital, ResourceType.PATIENT, id, """
                {"resourceType":"Patient",
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"},
                   {"system":"urn:cloudfilm:hospital:%s:patient","value":"no-%s"}],
                 "name":[{"text":"张三"}],"gender":"male","birthDate":"%s"}
                """.formatted(number.value(), hospital, id, number.birthDate()));
    }

    void write(String hospital, ResourceType type, String id, String json) {
        server.bean(RecordStore.class).write(new RecordWriter(new HospitalId(hospital), hospital), new RecordChange.Update(
                new RecordId(type, id),
                RecordChange.Content.of(json.getBytes(StandardCharsets.UTF_8)),
                OptionalInt.empty()));
    }

    HttpResponse<String> send(String token, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("").resolve("/api" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode get(String token, String path) {
        return json(send(token, "GET", path, null), 200);
    }

    JsonNode post(String token, String path, String body, int status) {
        return json(send(token, "POST", path, body), status);
    }

    static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body().isEmpty() ? JsonMapper.shared().nullNode() : JsonMapper.shared().readTree(response.body());
    }

    void problem(String token, String method, String path, String body, int status, String type) {
        HttpResponse<String> response = send(token, method, path, body);
        assertThat(response.statusCode()).as(method + " " + path + " " + response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.at("/type").asString()).isEqualTo("urn:cloudfilm:problem:" + type);
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/detail").asString()).isNotEmpty();
    }

    String ask(Someone someone) {
        return post(WANG, "/access-requests", "{\"patient\":\"" + someone.inLishui + "\",\"message\":\"请授权\"}", 201)
                .at("/id").asString();
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
