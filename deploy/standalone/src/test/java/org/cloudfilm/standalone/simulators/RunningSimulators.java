package org.cloudfilm.standalone.simulators;

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
import org.cloudfilm.standalone.Standalone;
import org.cloudfilm.standalone.start.FreePort;

/** The simulators in a JVM of their own, started as by hand. */
final class RunningSimulators implements AutoCloseable {

    private static final long START_SECONDS = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final int port;
    private Process process;

    RunningSimulators(Path directory) throws IOException {
        this.directory = directory;
        port = FreePort.find();
    }

    static RunningSimulators start(Path directory) throws Exception {
        RunningSimulators simulators = new RunningSimulators(directory);
        simulators.start();
        return simulators;
    }

    void start() throws Exception {
        Path log = directory.resolve("simulators.log");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "-cp", System.getProperty("java.class.path"), Standalone.class.getName(),
                        "simulators", "--port", Integer.toString(port), "--data", directory.resolve("state").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!healthy()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("the simulators did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String channelKey() throws IOException {
        return Files.readString(directory.resolve("state").resolve(ChannelKey.PUBLIC_FILE));
    }

    /** Something shall go wrong once. */
    void fault(String target, String call, String kind) throws Exception {
        fault("{\"target\":\"%s\",\"call\":\"%s\",\"kind\":\"%s\"}".formatted(target, call, kind));
    }

    void fault(String json) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(url().resolve("/faults")).POST(BodyPublishers.ofString(json)).build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("no such fault: " + answer.body());
        }
    }

    /** What a phone does that has read a QR code: looks at the page, and presses the button. */
    HttpResponse<String> phone(String method, String url, String language) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept-Language", language)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    void pay(String qr) throws Exception {
        HttpResponse<String> page = phone("POST", qr, "zh-CN");
        if (page.statusCode() != 200) {
            throw new IllegalStateException("the page answered " + page.statusCode());
        }
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private boolean healthy() throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(url().resolve("/health")).build(), BodyHandlers.discarding())
                            .statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        http.close();
    }
}
