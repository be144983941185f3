package org.cloudfilm.standalone.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cloudfilm.standalone.Standalone;
import org.cloudfilm.standalone.start.FreePort;

/** The real application in a JVM of its own, on free ports, with PostgreSQL and files in a directory of its own. */
final class RunningCloudfilm implements AutoCloseable {

    private static final long START_SECONDS = 120;
    private static final AtomicInteger NEXT_PORT = new AtomicInteger(
            12_000 + 2_000 * Integer.getInteger("cloudfilm.fork", 1) + ThreadLocalRandom.current().nextInt(1_500));

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final Path log;
    private final int port;
    private final int dicomPort = freePort();
    private final int hl7Port = freePort();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> settings;
    private Process process;

    private RunningCloudfilm(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.log = directory.resolve("application.log");
        this.settings = settings;
        this.port = settings.containsKey("CLOUDFILM_PORT") ? Integer.parseInt(settings.get("CLOUDFILM_PORT")) : freePort();
    }

    static RunningCloudfilm start(Path directory) throws Exception {
        return start(directory, Map.of());
    }

    /** @param settings variables of its environment beyond ports and directory */
    static RunningCloudfilm start(Path directory, Map<String, String> settings) throws Exception {
        RunningCloudfilm cloudfilm = new RunningCloudfilm(directory, settings);
        cloudfilm.start();
        return cloudfilm;
    }

    /** Starts one with nothing made ready, and stops it. */
    static void rehearse(Path directory, List<String> classes) throws Exception {
        RunningCloudfilm cloudfilm = new RunningCloudfilm(directory, Map.of());
        cloudfilm.start(classes);
        cloudfilm.close();
    }

    void start() throws Exception {
        if (!settings.containsKey("CLOUDFILM_DATABASE_URL")) {
            ReadyToStart.get().database(data());
        }
        start(ReadyToStart.get().classes());
    }

    private void start(List<String> classes) throws Exception {
        ProcessBuilder builder = java(classes).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!healthy()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("the application did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Runs a command on the data of the stopped application. */
    Command.Result command(String name) throws Exception {
        ProcessBuilder builder = java(ReadyToStart.get().classes());
        builder.command().add(name);
        return Command.result(name, builder.start());
    }

    private ProcessBuilder java(List<String> classes) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        line.addAll(classes);
        line.add(Standalone.class.getName());
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(Map.of(
                "CLOUDFILM_PORT", Integer.toString(port),
                "CLOUDFILM_DICOM_PORT", Integer.toString(dicomPort),
                "CLOUDFILM_HL7_PORT", Integer.toString(hl7Port),
                "CLOUDFILM_DATA", directory.resolve("data").toString(),
                "CLOUDFILM_DEMO_IMAGES", "false",
                // without the second compiler a hash takes seconds
                "CLOUDFILM_SHARE_PASSCODE_ROUNDS", "10000"));
        builder.environment().putAll(settings);
        return builder;
    }

    /** As kill -9 does: nothing is finished, nothing is said. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Neither answers nor ends, until it goes on. */
    void hang() throws Exception {
        Command.run("kill", "-STOP", Long.toString(process.pid())).succeeded();
    }

    void goOn() throws Exception {
        Command.run("kill", "-CONT", Long.toString(process.pid())).succeeded();
    }

    /** Ends it as Ctrl-C does and waits. */
    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the application did not stop:\n" + Files.readString(log));
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    int dicomPort() {
        return dicomPort;
    }

    int hl7Port() {
        return hl7Port;
    }

    Path data() {
        return directory.resolve("data");
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Got by the script that users have, once per actor. */
    String token(String actor) throws Exception {
        if (!tokens.containsKey(actor)) {
            tokens.put(actor, Command.run(script("token"), actor, "--url", url()).succeeded().strip());
        }
        return tokens.get(actor);
    }

    HttpResponse<byte[]> get(String actor, String path, String accept) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path)).header("Accept", accept);
        if (actor != null) {
            request.header("Authorization", "Bearer " + token(actor));
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** A record or bundle sent as FHIR. */
    HttpResponse<String> sendFhir(String actor, String method, String path, String json) throws Exception {
        return send(actor, method, path, "application/fhir+json", json);
    }

    /** What a page sends. */
    HttpResponse<String> sendJson(String actor, String method, String path, String json) throws Exception {
        return send(actor, method, path, "application/json", json);
    }

    private HttpResponse<String> send(String actor, String method, String path, String type, String json)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Authorization", "Bearer " + token(actor))
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    String json(String actor, String path) throws Exception {
        HttpResponse<byte[]> response = get(actor, path, "application/dicom+json");
        if (response.statusCode() != 200 && response.statusCode() != 204) {
            throw new IllegalStateException(path + " answered " + response.statusCode());
        }
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Sends as a hospital does. The result says for each file what the application answered. */
    Command.Result storescu(String aeTitle, List<Path> files, String... options) throws Exception {
        return Command.run(storescuLine(aeTitle, files, options));
    }

    String[] storescuLine(String aeTitle, List<Path> files, String... options) {
        List<String> line = new ArrayList<>(List.of("storescu", "-v", "-aec", "CLOUDFILM", "-aet", aeTitle));
        line.addAll(List.of(options));
        line.addAll(List.of("localhost", Integer.toString(dicomPort)));
        files.forEach(file -> line.add(file.toString()));
        return line.toArray(String[]::new);
    }

    static String script(String name) {
        return Path.of("..", name).toAbsolutePath().normalize().toString();
    }

    /** Given out once. Tests that run in several JVMs have a range each, apart from those the applications choose from. */
    static int freePort() {
        int port = NEXT_PORT.getAndIncrement();
        return FreePort.isFree(port) ? port : freePort();
    }

    private boolean healthy() {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url() + "/actuator/health")).build(),
                            BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
