package org.cloudfilm.gateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Debian's Orthanc with its DICOMweb plugin, as a hospital's archive that sends to us. */
public final class Orthanc implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Path log;
    private final Process process;

    private Orthanc(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Starts one whose peer {@code cloudfilm} is our DICOM port, and our STOW-RS service with the token. */
    public static Orthanc start(Path directory, int dicomPort, int webPort, String token) {
        try {
            int port = freePort();
            Path configuration = directory.resolve("orthanc.json");
            Files.writeString(configuration, configuration(directory, port, dicomPort, webPort, token));
            Path log = directory.resolve("orthanc.log");
            Process process = new ProcessBuilder("Orthanc", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Orthanc orthanc = new Orthanc(port, log, process);
            orthanc.awaitStart();
            return orthanc;
        } catch (IOException e) {
            throw new AssertionError("Orthanc cannot be started (apt-get install orthanc orthanc-dicomweb)", e);
        }
    }

    private static String configuration(Path directory, int port, int dicomPort, int webPort, String token) {
        return """
                {
                  "StorageDirectory": "%1$s/films", "IndexDirectory": "%1$s/films",
                  "HttpPort": %2$d, "KeepAlive": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                  "DicomServerEnabled": false, "DicomAet": "LISHUI",
                  "DicomModalities": {"cloudfilm": ["CLOUDFILM", "127.0.0.1", %3$d]},
                  "Plugins": ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"],
                  "DicomWeb": {"Enable": true, "Servers": {"cloudfilm": {
                    "Url": "http://127.0.0.1:%4$d/dicom-web/", "ChunkedTransfers": true,
                    "HttpHeaders": {"Authorization": "Bearer %5$s"}}}}
                }
                """
                .formatted(directory, port, dicomPort, webPort, token);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                send(request("/system").GET());
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new AssertionError("Orthanc does not start", e);
                }
                Thread.onSpinWait();
            }
        }
    }

    /** Puts a file into it. */
    public void upload(byte[] file) throws IOException {
        send(request("/instances").POST(HttpRequest.BodyPublishers.ofByteArray(file)));
    }

    /** Lets it send all its instances by C-STORE; returns its answer once it is done. */
    public String sendByDicom() throws IOException {
        return post("/modalities/cloudfilm/store", "{\"Synchronous\": true, \"Resources\": " + studies() + "}");
    }

    /** Lets it send all its instances by STOW-RS. */
    public String sendByStow() throws IOException {
        return post("/dicom-web/servers/cloudfilm/stow", "{\"Synchronous\": true, \"Resources\": " + studies() + "}");
    }

    private String studies() throws IOException {
        return send(request("/studies").GET());
    }

    private String post(String path, String json) throws IOException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (!List.of(200, 202).contains(response.statusCode())) {
                throw new AssertionError("Orthanc answers " + response.statusCode() + ": " + response.body()
                        + "\n" + Files.readString(log));
            }
            return response.body();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
