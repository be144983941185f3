package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Orthanc as a hospital that sends, and as a DICOMweb client that retrieves. */
class OrthancTest {

    @TempDir
    static Path directory;

    static RunningCloudfilm cloudfilm;

    @BeforeAll
    static void start() throws Exception {
        cloudfilm = RunningCloudfilm.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        cloudfilm.close();
    }

    @Test
    void orthanc_sendsAStudy_itsFramesComeOutUnchanged() throws Exception {
        Slices slices = new Slices(201, 4, 128);
        try (Orthanc orthanc = Orthanc.start(Files.createDirectory(directory.resolve("sender")), "hospital-lishui")) {
            for (Path file : slices.write(directory)) {
                orthanc.post("/instances", Files.readAllBytes(file));
            }
            orthanc.post("/modalities/cloudfilm/store", orthanc.get("/studies").body());
        }
        for (int index = 0; index < 4; index++) {
            HttpResponse<byte[]> frame = cloudfilm.get("doctor-wang", "/dicom-web/studies/" + slices.study() + "/series/"
                    + slices.series() + "/instances/" + slices.instance(index) + "/frames/1", "application/octet-stream");
            assertThat(frame.body()).isEqualTo(slices.pixels(index));
        }
    }

    @Test
    void orthanc_retrievesOverDicomWeb_getsEveryInstance() throws Exception {
        Slices slices = new Slices(202, 4, 128);
        cloudfilm.storescu("LISHUI", slices.write(directory)).succeeded();
        try (Orthanc orthanc = Orthanc.start(Files.createDirectory(directory.resolve("client")), "hospital-lishui")) {
            orthanc.post("/dicom-web/servers/cloudfilm/retrieve",
                    ("{\"Resources\":[{\"Study\":\"" + slices.study() + "\"}],\"Synchronous\":true}").getBytes());

            String instances = new String(orthanc.get("/instances").body());
            assertThat(instances.lines().filter(line -> line.contains("-"))).hasSize(4);
            String first = instances.lines().filter(line -> line.contains("-")).findFirst().orElseThrow()
                    .replaceAll("[\", ]", "");
            assertThat(orthanc.get("/instances/" + first + "/frames/0/raw").body())
                    .isIn((Object[]) new byte[][] {slices.pixels(0), slices.pixels(1), slices.pixels(2), slices.pixels(3)});
        }
    }

    @Test
    void orthanc_asksOverDicomWeb_findsThePatient() throws Exception {
        Slices slices = new Slices(203, 1, 64);
        cloudfilm.storescu("LISHUI", slices.write(directory)).succeeded();
        try (Orthanc orthanc = Orthanc.start(Files.createDirectory(directory.resolve("asker")), "hospital-lishui")) {
            HttpResponse<byte[]> answer = orthanc.post("/dicom-web/servers/cloudfilm/qido",
                    "{\"Uri\":\"/studies\",\"Arguments\":{\"PatientID\":\"LS-TEST\"}}".getBytes());

            assertThat(new String(answer.body())).contains(slices.study());
        }
    }

    /** A process of its own with an empty store; {@code system} is whose token it uses with us. */
    record Orthanc(Process process, int port, HttpClient http) implements AutoCloseable {

        static Orthanc start(Path directory, String system) throws Exception {
            int port = RunningCloudfilm.freePort();
            Path configuration = Files.writeString(directory.resolve("orthanc.json"), """
                    {
                      "Name": "hospital", "StorageDirectory": "%1$s/db", "IndexDirectory": "%1$s/db",
                      "HttpPort": %2$d, "KeepAlive": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                      "DicomAet": "LISHUI", "DicomPort": %3$d, "DicomServerEnabled": true,
                      "Plugins": ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"],
                      "DicomModalities": {"cloudfilm": ["CLOUDFILM", "127.0.0.1", %4$d]},
                      "DicomWeb": {"Enable": true, "Servers": {"cloudfilm": {
                        "Url": "%5$s/dicom-web/", "HttpHeaders": {"Authorization": "Bearer %6$s"}}}}
                    }
                    """.formatted(directory, port, RunningCloudfilm.freePort(), cloudfilm.dicomPort(), cloudfilm.url(),
                    cloudfilm.token(system)));
            Process process = new ProcessBuilder("/usr/sbin/Orthanc", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("orthanc.log").toFile())
                    .start();
            Orthanc orthanc = new Orthanc(process, port, HttpClient.newHttpClient());
            orthanc.awaitStart();
            return orthanc;
        }

        HttpResponse<byte[]> get(String path) throws Exception {
            return answer(HttpRequest.newBuilder(uri(path)).build());
        }

        HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
            return answer(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body)).build());
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }

        private HttpResponse<byte[]> answer(HttpRequest request) throws Exception {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + " answered " + response.statusCode() + ": "
                        + new String(response.body()) + "\nours said: " + cloudfilm.log());
            }
            return response;
        }

        private void awaitStart() throws Exception {
            for (int attempt = 0; attempt < 300; attempt++) {
                try {
                    get("/system");
                    return;
                } catch (IOException notYet) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
            throw new IllegalStateException("Orthanc did not start");
        }

        private URI uri(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }
    }
}
