package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.cloudfilm.benchmark.Children;
import org.cloudfilm.benchmark.Server;

/** A FHIR server under test, running, its data gone with the benchmark's directory. */
record FhirServer(String name, Process process, Path data, String base, String client, String secret)
        implements Server {

    private static final int START_SECONDS = 300;
    private static final int BUILD_SECONDS = 900;

    /** HAPI JPA in a process and a class path of its own, with a PostgreSQL like ours. */
    static FhirServer hapi(Children children, Path home, Path deploy) throws IOException, InterruptedException {
        Path project = deploy.resolve("benchmark/hapi-jpa");
        String libraries = ClassPath.of(children, project, deploy.resolve("benchmark/target"));
        Path classes = home.resolve("hapi-classes");
        compile(List.of(project.resolve("src"),
                deploy.resolve("standalone/src/main/java/org/cloudfilm/standalone/postgres")), libraries, classes);
        Path data = Files.createTempDirectory(home, "hapi");
        int port = Server.freePort();
        Path log = data.resolve("log");
        Process process = children.start(log, List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", classes + ":" + libraries, "org.cloudfilm.benchmark.hapijpa.HapiJpa",
                "--server.address=127.0.0.1", "--server.port=" + port, "--peer.data=" + data.resolve("database")));
        String base = "http://127.0.0.1:" + port + "/fhir";
        Server.awaitReady(process, log, base + "/Patient?_count=1", START_SECONDS);
        return new FhirServer("HAPI JPA", process, data, base, null, null);
    }

    /** Cloudfilm as {@code deploy/run} starts it, asked by a hospital's system. */
    static FhirServer cloudfilm(Children children, Path home, Path deploy) throws IOException, InterruptedException {
        return cloudfilm(children, home, deploy, List.of());
    }

    /** The same where a visit opens what other hospitals made, unless the patient denies it. */
    static FhirServer sharing(Children children, Path home, Path deploy) throws IOException, InterruptedException {
        return cloudfilm(children, home, deploy, List.of("env", "CLOUDFILM_ACCESS_DEFAULT=opt-out"));
    }

    private static FhirServer cloudfilm(Children children, Path home, Path deploy, List<String> settings)
            throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(home, "cloudfilm");
        int port = Server.freePort();
        Path log = data.resolve("log");
        List<String> command = new ArrayList<>(settings);
        command.addAll(List.of(deploy.resolve("run").toString(),
                "--port", Integer.toString(port), "--dicom-port", Integer.toString(Server.freePort()),
                "--hl7-port", Integer.toString(Server.freePort()),
                "--data", data.resolve("data").toString(), "--no-demo"));
        Process process = children.start(log, command);
        Server.awaitReady(process, log, "http://localhost:" + port + "/actuator/health", BUILD_SECONDS);
        return new FhirServer("ours", process, data, "http://localhost:" + port + "/fhir",
                "hospital-lishui", "hospital-lishui-demo");
    }

    /** The same server as another client of its identity server sees it. */
    FhirServer as(String other) {
        return new FhirServer(name, process, data, base, other, other + "-demo");
    }

    /** The same server below another path than FHIR's. */
    FhirServer at(String path) {
        return new FhirServer(name, process, data, URI.create(base).resolve("/").resolve(path).toString().replaceAll("/$", ""),
                client, secret);
    }

    /** With a token that is new, since a run lasts longer than one. */
    @Override
    public Map<String, String> headers() {
        if (client == null) {
            return Map.of();
        }
        String pair = java.util.Base64.getEncoder()
                .encodeToString((client + ":" + secret).getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = HttpRequest.newBuilder(URI.create(base).resolve("/oauth2/token"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + pair)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return Map.of("Authorization", "Bearer " + Json.at(Json.read(answer), "access_token"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("no token", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for a token", e);
        }
    }

    private static void compile(List<Path> folders, String classPath, Path into) throws IOException {
        Files.createDirectories(into);
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-parameters", "-cp", classPath, "-d", into.toString()));
        for (Path folder : folders) {
            try (Stream<Path> sources = Files.walk(folder)) {
                sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
            }
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IOException("the peer does not compile");
        }
    }
}
