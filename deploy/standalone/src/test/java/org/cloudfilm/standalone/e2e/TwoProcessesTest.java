package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hospitals send to one process, doctors and patients read at another; they share a database and an object store. */
class TwoProcessesTest {

    private static final String DICOM = "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
    private static final String JSON = "application/dicom+json";

    @TempDir
    static Path directory;

    static RunningCloudfilm gateway;
    static RunningCloudfilm viewer;
    static TwoProcesses processes;
    static HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        processes = TwoProcesses.start(directory, Map.of());
        gateway = processes.gateway();
        viewer = processes.viewer();
    }

    @AfterAll
    static void stop() throws Exception {
        processes.close();
        assertThat(gateway.log() + viewer.log()).doesNotContain(" ERROR ");
    }

    @Test
    void filmInAnOpenSegment_isReadByTheOtherProcess_atOnce() throws Exception {
        Slices film = new Slices(71, 4, 64);

        gateway.storescu("LISHUI", film.write(directory)).succeeded();

        assertThat(packs("open")).as("nothing is sealed yet").isTrue();
        assertThat(viewer.json("patient-zhang", "/dicom-web/studies/" + film.study() + "/metadata"))
                .contains(film.instance(0)).contains(film.instance(3));
        HttpResponse<byte[]> whole = viewer.get("patient-zhang", "/dicom-web/studies/" + film.study(), DICOM);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(pixelsIn(whole.body(), film)).isTrue();
        HttpResponse<byte[]> picture = viewer.get("patient-zhang", "/dicom-web/studies/" + film.study() + "/series/"
                + film.series() + "/instances/" + film.instance(1) + "/rendered", "image/jpeg");
        assertThat(picture.statusCode()).isEqualTo(200);
    }

    @Test
    void filmInTheObjectStore_isReadWithoutTheOtherProcess() throws Exception {
        Slices film = new Slices(72, 2, 64);
        gateway.storescu("LISHUI", film.write(directory)).succeeded();
        await(() -> viewer.json("patient-zhang", "/dicom-web/studies?StudyInstanceUID=" + film.study())
                .contains(film.study()) && !packs("open") && !packs("sealed"));

        HttpResponse<byte[]> whole = viewer.get("patient-zhang", "/dicom-web/studies/" + film.study(), DICOM);

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(pixelsIn(whole.body(), film)).isTrue();
    }

    @Test
    void holderHangs_itsFilmCannotBeHadForNow_othersCan() throws Exception {
        Slices stored = new Slices(75, 1, 32);
        gateway.storescu("LISHUI", stored.write(directory)).succeeded();
        await(() -> !packs("open") && !packs("sealed"));
        Slices held = new Slices(76, 1, 32);
        gateway.storescu("LISHUI", held.write(directory)).succeeded();

        gateway.hang();
        try {
            HttpResponse<byte[]> now = viewer.get("patient-zhang", "/dicom-web/studies/" + held.study(), DICOM);
            assertThat(now.statusCode()).isEqualTo(503);
            assertThat(now.headers().firstValue("Retry-After")).isPresent();
            assertThat(viewer.get("patient-zhang", "/dicom-web/studies/" + stored.study(), DICOM).statusCode())
                    .isEqualTo(200);
        } finally {
            gateway.goOn();
        }

        assertThat(viewer.get("patient-zhang", "/dicom-web/studies/" + held.study(), DICOM).statusCode()).isEqualTo(200);
    }

    @Test
    void arrivalAtOneProcess_isANoticeAtTheOther() throws Exception {
        Slices film = new Slices(73, 1, 32);

        gateway.storescu("LISHUI", film.write(directory)).succeeded();

        await(() -> one("select count(*) from notice where kind = 'FILM_ARRIVED'"
                + " and params ->> 'study' = '" + film.study() + "'").equals("1"));
    }

    @Test
    void eachDoor_isOpenInItsProcessAlone() throws Exception {
        assertThat(health(gateway)).contains("\"gateway\"").contains("\"dicom\"").doesNotContain("\"viewer\"");
        assertThat(health(viewer)).contains("\"viewer\"").doesNotContain("\"gateway\"").doesNotContain("\"dicom\"");
        assertThat(viewer.get("hospital-lishui", "/fhir/Patient", "application/fhir+json").statusCode()).isEqualTo(404);
        assertThat(gateway.get(null, "/fhir/metadata", "application/fhir+json").statusCode()).isEqualTo(200);
        assertThat(gateway.get(null, "/films", "text/html").statusCode()).isEqualTo(404);
        assertThat(gateway.get(null, "/api/config", "application/json").statusCode()).isEqualTo(404);
    }

    @Test
    void internalDoor_isShutForEverybodyElse() throws Exception {
        Slices film = new Slices(74, 1, 32);
        gateway.storescu("LISHUI", film.write(directory)).succeeded();
        String pack = one("select p.id from pack p join study s on s.id = p.study where s.uid = '" + film.study() + "'");
        String range = "/internal/segments/" + pack + "?part=bytes&offset=0&length=10";

        assertThat(gateway.get(null, range, "*/*").statusCode()).isEqualTo(401);
        assertThat(asked(range, "Bearer " + viewer.token("admin"))).isEqualTo(401);
        assertThat(asked(range, "Cloudfilm-Node 1700000000." + "0".repeat(64))).isEqualTo(401);
        assertThat(viewer.get(null, range, "*/*").statusCode()).isEqualTo(404);
    }

    private static int asked(String path, String authorization) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(gateway.url() + path))
                                .header("Authorization", authorization)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static boolean packs(String state) throws Exception {
        return !one("select count(*) from pack where state = '" + state + "'").equals("0");
    }

    private static boolean pixelsIn(byte[] body, Slices film) {
        String bytes = new String(body, StandardCharsets.ISO_8859_1);
        return bytes.contains(new String(film.pixels(0), StandardCharsets.ISO_8859_1));
    }

    /** The one value a query finds in the database both share. */
    private static String one(String query) throws Exception {
        try (Connection db = DriverManager.getConnection(processes.database(), "cloudfilm", processes.password());
                ResultSet row = db.createStatement().executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static String health(RunningCloudfilm process) throws Exception {
        return new String(process.get(null, "/actuator/health", "application/json").body(), StandardCharsets.UTF_8);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
