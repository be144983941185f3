package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pack that the disk lost: health tells those who look after the server, and the hospital heals it by sending again. */
class LostPackTest {

    @TempDir
    Path directory;

    private RunningCloudfilm cloudfilm;

    @AfterEach
    void stop() throws Exception {
        cloudfilm.close();
    }

    @Test
    void packDeleted_isToldByHealth_andHealsWhenTheFilmIsSentAgain() throws Exception {
        Slices lost = new Slices(501, 3, 64);
        Slices kept = new Slices(502, 1, 64);
        cloudfilm = RunningCloudfilm.start(directory);
        List<Path> files = lost.write(directory);
        cloudfilm.storescu("LISHUI", files).succeeded();
        cloudfilm.storescu("LISHUI", kept.write(directory)).succeeded();
        cloudfilm.close();
        deleteLargestPack(cloudfilm);
        assertThat(cloudfilm.command("verify").exitCode()).isEqualTo(1);
        cloudfilm.start();
        assertThat(films(cloudfilm, "admin").path("status").asString()).isEqualTo("UP");

        assertThat(frame(cloudfilm, lost).statusCode()).isEqualTo(503);
        assertThat(films(cloudfilm, "admin").toString())
                .contains("\"status\":\"DEGRADED\"", "\"lost\":1", "\"damaged\":0", "\"failing\":0");
        assertThat(films(cloudfilm, null).toString()).isEqualTo("{\"status\":\"DEGRADED\"}");
        assertThat(films(cloudfilm, "doctor-wang").toString()).isEqualTo("{\"status\":\"DEGRADED\"}");
        assertThat(frame(cloudfilm, kept).body()).isEqualTo(kept.pixels(0));

        assertThat(cloudfilm.storescu("LISHUI", files).succeeded()).contains("(Success)");

        assertThat(frame(cloudfilm, lost).body()).isEqualTo(lost.pixels(0));
        assertThat(films(cloudfilm, "admin").path("status").asString()).isEqualTo("UP");
        cloudfilm.close();
        assertThat(cloudfilm.command("verify").succeeded()).contains("4 instances", "All is well.");
    }

    /** From the object store, and from among the files that stay for readers. */
    private void deleteLargestPack(RunningCloudfilm cloudfilm) throws Exception {
        Path pack;
        try (var files = Files.walk(cloudfilm.data().resolve("objects/packs"))) {
            pack = files.filter(Files::isRegularFile)
                    .max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
                    .orElseThrow();
        }
        Files.delete(pack);
        Files.deleteIfExists(cloudfilm.data().resolve("films").resolve(pack.getFileName()));
    }

    private static JsonNode films(RunningCloudfilm cloudfilm, String actor) throws Exception {
        HttpResponse<byte[]> answer = cloudfilm.get(actor, "/actuator/health", "application/json");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode health = JsonMapper.shared().readTree(answer.body());
        assertThat(health.path("status").asString()).isEqualTo("UP");
        return health.at("/components/films");
    }

    private static HttpResponse<byte[]> frame(RunningCloudfilm cloudfilm, Slices film) throws Exception {
        return cloudfilm.get("doctor-wang", "/dicom-web/studies/" + film.study() + "/series/" + film.series()
                + "/instances/" + film.instance(0) + "/frames/1", "application/octet-stream");
    }
}
