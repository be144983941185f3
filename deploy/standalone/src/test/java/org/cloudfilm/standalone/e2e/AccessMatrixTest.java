package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.cloudfilm.gateway.dimse.DicomServices;
import org.cloudfilm.gateway.fhir.FhirRoutes;
import org.cloudfilm.standalone.Standalone;
import org.cloudfilm.viewer.dicomweb.DicomWebRoutes;
import org.cloudfilm.viewer.render.RenderedRoutes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who × what × answer, for every route of the running server: access-matrix.txt has a row for each, and each row is asked.
 * 张三's film and records are Jinyun's; he has an open visit at Lishui, and has consented to nothing. What a requester may
 * not see must answer as if it were not there.
 */
class AccessMatrixTest {

    /** In the order of the columns; nobody has no token. */
    static final List<String> ACTORS = List.of(
            "nobody", "doctor-wang", "doctor-chen", "patient-zhang", "hospital-lishui", "hospital-jinyun", "admin",
            "reviewer-li");

    private static final Slices FILM = new Slices(80, 1, 32);

    private static final String NONE = "00000000-0000-4000-8000-000000000017";

    /** What stands for a variable; the rest stands for nothing that is there. */
    private static final Map<String, String> VARIABLES = Map.of(
            "study", FILM.study(),
            "series", FILM.series(),
            "instance", FILM.instance(0),
            "frame", "1",
            "bulk", "0-132",
            "type", "DiagnosticReport",
            "version", "1",
            "settlement", NONE);

    /** Where an id must be that of something of Jinyun's. */
    private static final Map<String, String> IDS = ids();

    private static Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("/fhir/Patient/", "jinyun-patient");
        ids.put("/fhir/Encounter/", "jinyun-visit");
        ids.put("/fhir/", "jinyun-report");
        ids.put("/api/doctor/reports/", "jinyun-report");
        ids.put("/api/doctor/patients/", "jinyun-patient");
        for (String path : List.of("settlements", "receipts", "decisions", "consents", "shares", "access-requests")) {
            ids.put("/api/" + path + "/", NONE);
        }
        return ids;
    }

    @TempDir
    static Path directory;

    private static final int PORT = RunningCloudfilm.freePort();
    private static final int DICOM = RunningCloudfilm.freePort();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> TOKENS = new LinkedHashMap<>();

    private static ConfigurableApplicationContext cloudfilm;

    @BeforeAll
    static void start() throws Exception {
        cloudfilm = new SpringApplicationBuilder(Standalone.class)
                .properties(Map.of(
                        "CLOUDFILM_PORT", PORT,
                        "CLOUDFILM_DICOM_PORT", DICOM,
                        "CLOUDFILM_HL7_PORT", RunningCloudfilm.freePort(),
                        "CLOUDFILM_DATA", directory.resolve("data").toString(),
                        "CLOUDFILM_DEMO_IMAGES", "false"))
                .run();
        for (String actor : ACTORS) {
            if (!actor.equals("nobody")) {
                TOKENS.put(actor, Command.run(RunningCloudfilm.script("token"), actor, "--url", url())
                        .succeeded().strip());
            }
        }
        send("JINYUN", FILM.write(directory)).succeeded();
        patient("hospital-jinyun", "jinyun-patient");
        put("hospital-jinyun", "DiagnosticReport/jinyun-report", """
                {"resourceType":"DiagnosticReport","id":"jinyun-report","status":"final","code":{"text":"chest CT"},
                 "subject":{"reference":"Patient/jinyun-patient"}}""");
        put("hospital-jinyun", "Encounter/jinyun-visit", """
                {"resourceType":"Encounter","id":"jinyun-visit","status":"finished","class":{"code":"AMB"},
                 "subject":{"reference":"Patient/jinyun-patient"}}""");
        patient("hospital-lishui", "lishui-patient");
        put("hospital-lishui", "Encounter/lishui-visit", """
                {"resourceType":"Encounter","id":"lishui-visit","status":"in-progress","class":{"code":"AMB"},
                 "subject":{"reference":"Patient/lishui-patient"}}""");
    }

    @AfterAll
    static void stop() {
        cloudfilm.close();
    }

    record Row(String route, List<String> answers) {

        @Override
        public String toString() {
            return route;
        }
    }

    static List<Row> rows() {
        try (InputStream in = AccessMatrixTest.class.getResourceAsStream("access-matrix.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\|"))
                    .map(parts -> new Row(parts[0].strip(), List.of(parts[1].strip().split("\\s+"))))
                    .toList();
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyRouteOfTheRunningServer_hasARow_andEveryRowARoute() throws Exception {
        Set<String> routes = routes();
        if (System.getProperty("access.matrix.observe") != null) {
            observe(routes);
        }

        assertThat(new TreeSet<>(rows().stream().map(Row::route).toList())).isEqualTo(routes);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void route_askedByEach_answersAsItsRowSays(Row row) throws Exception {
        assertThat(row.answers).hasSameSizeAs(ACTORS);
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < ACTORS.size(); i++) {
            softly.assertThat(ask(row.route, ACTORS.get(i))).as("%s, %s", row.route, ACTORS.get(i))
                    .isEqualTo(row.answers.get(i));
        }
        softly.assertAll();
    }

    @Test
    void dicomServices_areForKnownHospitals_andForTheirOwnStudies() throws Exception {
        Map<String, Runnable> rows = new LinkedHashMap<>();
        rows.put("C-ECHO", () -> {
            assertThat(echo("LISHUI")).isZero();
            assertThat(echo("STRANGER")).isNotZero();
        });
        rows.put("C-STORE", () -> {
            assertThat(store("JINYUN")).contains("Success");
            assertThat(store("LISHUI")).doesNotContain("Status: 0x0000").doesNotContain("(Success)");
            assertThat(store("STRANGER")).contains("Reject");
        });

        assertThat(rows.keySet()).containsExactlyElementsOf(DicomServices.ALL);
        rows.values().forEach(Runnable::run);
        // what is searched and fetched over DICOM has no context to do it in
        for (String tool : List.of("findscu", "movescu", "getscu")) {
            Command.Result asked = Command.run(tool, "-v", "-S", "-aet", "LISHUI", "-aec", "CLOUDFILM", "-k",
                    "0008,0052=STUDY", "-k", "0020,000D=" + FILM.study(), "localhost", Integer.toString(DICOM));
            assertThat(asked.output()).as(tool).containsPattern("(?i)no (acceptable|adequate) presentation context");
        }
    }

    /** Handlers of Spring's, routes that doors take before or beside them, and FHIR's operations. */
    private static Set<String> routes() throws Exception {
        Set<String> routes = new TreeSet<>();
        cloudfilm.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().forEach(mapping ->
                mapping.getHandlerMethods().keySet().forEach(info -> {
                    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                    info.getPatternValues().forEach(path ->
                            (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                                    .forEach(method -> routes.add(method + " " + path)));
                }));
        routes.addAll(DicomWebRoutes.ALL);
        routes.addAll(RenderedRoutes.ALL);
        routes.addAll(FhirRoutes.ALL);
        operations(routes);
        // whatever else a servlet or filter took by itself would be unknown here
        assertThat(servlets()).containsExactlyInAnyOrder("/", "/fhir/*");
        return routes;
    }

    private static void operations(Set<String> routes) throws Exception {
        HttpResponse<String> metadata = HTTP.send(
                HttpRequest.newBuilder(URI.create(url() + "/fhir/metadata")).build(), BodyHandlers.ofString());
        JsonNode rest = JsonMapper.shared().readTree(metadata.body()).path("rest").path(0);
        rest.path("resource").forEach(type -> type.path("operation").forEach(one -> routes.add(
                operation(type.path("type").asString(), one.path("name").asString()))));
        rest.path("operation").forEach(one -> routes.add(operation("{type}", one.path("name").asString())));
    }

    private static String operation(String type, String name) {
        String path = "/fhir/" + type;
        return switch (name) {
            case "everything", "document" -> "GET " + path + "/{id}/$" + name;
            case "ihe-pix" -> "GET " + path + "/$" + name;
            default -> "POST " + path + "/$" + name;
        };
    }

    private static List<String> servlets() {
        List<String> mappings = new ArrayList<>();
        ((ServletWebServerApplicationContext) cloudfilm).getServletContext().getServletRegistrations().values()
                .forEach(servlet -> mappings.addAll(servlet.getMappings()));
        return mappings;
    }

    private static void observe(Set<String> routes) throws Exception {
        StringBuilder table = new StringBuilder();
        for (String route : routes) {
            table.append("%-100s |".formatted(route));
            for (String actor : ACTORS) {
                table.append(' ').append(ask(route, actor));
            }
            table.append('\n');
        }
        Files.writeString(Path.of("target", "access-matrix.observed.txt"), table);
    }

    private static String ask(String route, String actor) throws Exception {
        String method = route.substring(0, route.indexOf(' '));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path(route)))
                .timeout(Duration.ofSeconds(30))
                .method(method, method.equals("GET") || method.equals("DELETE")
                        ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .header("Accept", "*/*");
        if (!method.equals("GET") && !method.equals("DELETE")) {
            request.header("Content-Type", contentType(route));
        }
        if (method.equals("DELETE")) {
            // nothing is deleted: who may is told that this is not the version
            request.header("If-Match", "W/\"99\"");
        }
        if (TOKENS.containsKey(actor)) {
            request.header("Authorization", "Bearer " + TOKENS.get(actor));
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        boolean empty = answer.statusCode() == 200 && (answer.body().equals("[]")
                || answer.body().contains("\"resourceType\":\"Bundle\"") && !answer.body().contains("\"entry\""));
        return empty ? "empty" : Integer.toString(answer.statusCode());
    }

    private static String contentType(String route) {
        return route.contains(" /fhir")
                ? route.endsWith("_search") ? "application/x-www-form-urlencoded" : "application/fhir+json"
                : route.contains("/dead-letters/") && route.startsWith("PUT") ? "text/plain" : "application/json";
    }

    private static String path(String route) {
        String path = route.substring(route.indexOf(' ') + 1);
        for (Map.Entry<String, String> id : IDS.entrySet()) {
            if (path.startsWith(id.getKey())) {
                path = path.replace("{id}", id.getValue());
            }
        }
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return path.replaceAll("\\{\\*?[^}]+}", "17").replace("**", "x").replace("$", "%24");
    }

    private static void patient(String hospital, String id) throws Exception {
        put(hospital, "Patient/" + id, """
                {"resourceType":"Patient","id":"%s","name":[{"text":"张三"}],"birthDate":"1980-01-01",
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}]}""".formatted(id));
    }

    private static void put(String hospital, String record, String json) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(url() + "/fhir/" + record))
                        .header("Authorization", "Bearer " + TOKENS.get(hospital))
                        .header("Content-Type", "application/fhir+json")
                        .PUT(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static Command.Result send(String aeTitle, List<Path> files) throws Exception {
        List<String> line = new ArrayList<>(List.of("storescu", "-v", "-aet", aeTitle, "-aec", "CLOUDFILM", "localhost",
                Integer.toString(DICOM)));
        files.forEach(file -> line.add(file.toString()));
        return Command.run(line.toArray(String[]::new));
    }

    private static int echo(String aeTitle) {
        try {
            return Command.run("echoscu", "-aet", aeTitle, "-aec", "CLOUDFILM", "localhost", Integer.toString(DICOM))
                    .exitCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String store(String aeTitle) {
        try (Stream<Path> files = Files.list(directory)) {
            return send(aeTitle, files.filter(file -> file.toString().endsWith(".dcm")).toList()).output();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url() {
        return "http://localhost:" + PORT;
    }
}
