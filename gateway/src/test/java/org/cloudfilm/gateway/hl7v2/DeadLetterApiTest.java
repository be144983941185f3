package org.cloudfilm.gateway.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.cloudfilm.gateway.Hl7Configuration;
import org.cloudfilm.gateway.testing.Door;
import org.cloudfilm.gateway.testing.Trail;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An administrator looks after the messages that could not be used. */
@SpringBootTest(
        classes = {Door.class, DeadLetterApiTest.Hl7.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "cloudfilm.dicom.port=0", "cloudfilm.dicom.host=127.0.0.1", "cloudfilm.hl7v2.port=0",
            "cloudfilm.hl7v2.host=127.0.0.1", "server.address=127.0.0.1"
        })
class DeadLetterApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    Hl7Door door;

    @Autowired
    Trail trail;

    @Autowired
    Remembering handler;

    @Configuration(proxyBeanMethods = false)
    @Import(Hl7Configuration.class)
    static class Hl7 {

        @Bean(destroyMethod = "close")
        TestDatabase database() {
            return TestDatabase.create();
        }

        @Bean
        DataSource dataSource(TestDatabase database) {
            return database.dataSource();
        }

        @Bean
        @Primary
        Remembering remembering() {
            return new Remembering();
        }
    }

    /** Takes patients whose birth date is given. */
    static final class Remembering implements Hl7Handler {

        final List<String> names = new CopyOnWriteArrayList<>();

        @Override
        public void apply(Hl7Message message, Hospital sender) {
            Segment pid = message.require("PID");
            if (pid.get(7).isEmpty()) {
                throw new UnusableMessageException(ErrorCode.REQUIRED_FIELD_MISSING, pid.at(7), "a birth date is needed");
            }
            names.add(pid.get(5));
        }
    }

    @BeforeEach
    void forget() {
        handler.names.clear();
        trail.entries().clear();
    }

    @Test
    void letter_mendedAndReplayed_isAppliedAndTheSenderHearsSo() {
        String message = Messages.admission("M1", "王䶮", "GB18030").replace("|19800101|", "||");
        byte[] bytes = message.getBytes(Charset.forName("GB18030"));
        try (MllpPeer his = new MllpPeer(door.server().port())) {
            assertThat(his.send(MllpPeer.framed(bytes)).answer()).contains("MSA|AE|M1|PID-7: a birth date is needed");
            long id = newest().get("id").asLong();

            JsonNode masked = json(send("GET", "/" + id, "admin", null));
            assertThat(masked.at("/text").asString()).contains("|M1|P|2.5").contains("\nPID|9||9999^^^XXXXXX^XX||某某|||X")
                    .doesNotContain("王").doesNotContain("4711");
            assertThat(masked.at("/bytes").isNull()).isTrue();
            assertThat(trail.entries()).noneMatch(entry -> entry.action().equals("reveal-dead-letter"));

            JsonNode whole = json(send("GET", "/" + id + "?reveal=true", "admin", null));
            assertThat(whole.at("/text").asString()).contains("王䶮").doesNotContain("\r");
            assertThat(Base64.getDecoder().decode(whole.at("/bytes").asString())).isEqualTo(bytes);
            assertThat(whole.at("/charset").asString()).isEqualTo("GB18030");
            assertThat(send("POST", "/" + id + "/replay", "admin", "").statusCode()).isEqualTo(422);

            String mended = whole.at("/text").asString().replace("||M\n", "|19800101|M\n");
            assertThat(send("PUT", "/" + id, "admin", mended).statusCode()).isEqualTo(204);
            assertThat(send("POST", "/" + id + "/replay", "admin", "").statusCode()).isEqualTo(204);
            assertThat(handler.names).containsExactly("王䶮");
            assertThat(send("POST", "/" + id + "/replay", "admin", "").statusCode()).as("again").isEqualTo(409);

            assertThat(his.send(MllpPeer.framed(bytes)).answer()).as("sent again").contains("MSA|AA|M1|");
            assertThat(handler.names).hasSize(1);
        }
        assertThat(trail.entries().stream().map(entry -> entry.action() + " " + entry.outcome()))
                .contains("open-dead-letter done", "reveal-dead-letter done", "mend-dead-letter done", "replay-dead-letter failed",
                        "replay-dead-letter done");
        assertThat(trail.entries()).noneMatch(entry -> entry.toString().contains("王䶮"));
    }

    @Test
    void replay_stillUnusable_toldWhyAndKept() {
        long id = letter("S1");
        HttpResponse<String> response = send("POST", "/" + id + "/replay", "admin", "");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(response).at("/detail").asString()).isEqualTo("PID-7: a birth date is needed");
        assertThat(newest().get("status").asString()).isEqualTo("open");
    }

    @Test
    void mended_intoAnotherHospitalsMessage_isNotTaken() {
        long id = letter("S2");
        send("PUT", "/" + id, "admin", Messages.admission("S2").replace("|HIS|LISHUI|", "|HIS|JINYUN|"));
        HttpResponse<String> response = send("POST", "/" + id + "/replay", "admin", "");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(handler.names).isEmpty();
    }

    @Test
    void mended_toAControlIdThatIsTaken_isNotTaken() {
        long id = letter("S3");
        try (MllpPeer his = new MllpPeer(door.server().port())) {
            his.ask(Messages.admission("S4"));
        }
        send("PUT", "/" + id, "admin", Messages.admission("S4"));
        assertThat(send("POST", "/" + id + "/replay", "admin", "").statusCode()).isEqualTo(422);
        assertThat(handler.names).hasSize(1);
    }

    @Test
    void setAside_notListedAsOpenButKept() {
        long id = letter("S5");
        assertThat(send("DELETE", "/" + id, "admin", null).statusCode()).isEqualTo(204);
        assertThat(json(send("GET", "?status=set-aside", "admin", null)).at("/letters/0/id").asLong()).isEqualTo(id);
        assertThat(send("PUT", "/" + id, "admin", "MSH|").statusCode()).isEqualTo(409);
        assertThat(send("DELETE", "/" + id, "admin", null).statusCode()).isEqualTo(409);
    }

    @Test
    void list_saysNothingOfTheContent() {
        letter("S6");
        HttpResponse<String> response = send("GET", "", "admin", null);
        assertThat(response.body()).contains("PID-7: a birth date is needed").contains("\"S6\"").doesNotContain("张三");
    }

    @Test
    void unknownLetterOrStatus_problem() {
        assertThat(send("GET", "/999999", "admin", null).statusCode()).isEqualTo(404);
        assertThat(send("GET", "?status=dead", "admin", null).statusCode()).isEqualTo(400);
        assertThat(send("GET", "/x", "admin", null).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hospital-lishui", "doctor-wang", "patient-zhang", "nobody"})
    void anyoneButAdministrators_refused(String who) {
        long id = letter("R-" + who);
        assertThat(send("GET", "", who, null).statusCode()).isEqualTo(403);
        assertThat(send("GET", "/" + id, who, null).statusCode()).isEqualTo(403);
        assertThat(send("PUT", "/" + id, who, "MSH|").statusCode()).isEqualTo(403);
        assertThat(send("POST", "/" + id + "/replay", who, "").statusCode()).isEqualTo(403);
        assertThat(send("DELETE", "/" + id, who, null).statusCode()).isEqualTo(403);
    }

    private long letter(String controlId) {
        try (MllpPeer his = new MllpPeer(door.server().port())) {
            his.ask(Messages.admission(controlId).replace("|19800101|", "||"));
        }
        return newest().get("id").asLong();
    }

    private JsonNode newest() {
        return json(send("GET", "", "admin", null)).at("/letters/0");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<String> send(String method, String path, String who, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/admin/dead-letters" + path))
                .header("Authorization", "Bearer " + who)
                .header("Content-Type", "text/plain; charset=utf-8")
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
