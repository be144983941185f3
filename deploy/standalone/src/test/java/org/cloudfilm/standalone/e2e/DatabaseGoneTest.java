package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of PostgreSQL under the running application: it comes back, and meanwhile nobody is told anything untrue. */
class DatabaseGoneTest {

    private static final String ACKNOWLEDGED = "Received Store Response (Success)";

    @TempDir
    Path directory;

    private RunningCloudfilm cloudfilm;

    @AfterEach
    void stop() throws Exception {
        cloudfilm.close();
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void killedWhileAStudyComesIn_isStartedAgain_andWhatWasAcknowledgedIsThere() throws Exception {
        Slices slices = new Slices(401, 60, 256);
        List<Path> files = slices.write(directory);
        cloudfilm = RunningCloudfilm.start(directory);
        cloudfilm.token("doctor-wang");

        Process sender = Command.start(cloudfilm.storescuLine("LISHUI", files, "--no-halt"));
        List<String> said = new ArrayList<>();
        try (var lines = sender.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.contains(ACKNOWLEDGED) && count(said, ACKNOWLEDGED) % 20 == 10) {
                    killDatabase(cloudfilm);
                }
            }
        }
        awaitHealth(cloudfilm, 200);

        List<Integer> acknowledged = acknowledged(said);
        assertThat(acknowledged).as(String.join("\n", said)).hasSizeGreaterThanOrEqualTo(10);
        assertThat(count(said, "Received Store Response")).isEqualTo(files.size());
        for (int index : acknowledged) {
            awaitFrame(cloudfilm, slices, index);
        }
        assertThat(count(cloudfilm.storescu("LISHUI", files).succeeded().lines().toList(), ACKNOWLEDGED)).isEqualTo(60);
        assertThat(cloudfilm.log()).contains("PostgreSQL ended without being told to and is started again");
        cloudfilm.close();
        assertThat(cloudfilm.command("verify").succeeded()).contains("60 instances", "All is well.");
        assertThat(cloudfilm.command("verify-audit").succeeded()).contains("none altered, removed or reordered");
    }

    @Test
    void awayForAWhile_everyoneIsToldToTryAgain_andThenAllGoesOn() throws Exception {
        Slices before = new Slices(402, 1, 64);
        Slices meanwhile = new Slices(403, 1, 64);
        cloudfilm = RunningCloudfilm.start(directory);
        cloudfilm.storescu("LISHUI", before.write(directory)).succeeded();
        List<Path> late = meanwhile.write(directory);
        List<AccessMatrixTest.Row> reads = readsWithoutVariables();
        for (AccessMatrixTest.Row row : reads) {
            cloudfilm.token(actor(row));
        }
        Path version = cloudfilm.data().resolve("postgres/data/PG_VERSION");
        String right = Files.readString(version);
        Files.writeString(version, "9\n");
        killDatabase(cloudfilm);

        Command.Result refused = cloudfilm.storescu("LISHUI", late);
        TreeMap<String, String> answers = askAll(cloudfilm, reads);

        assertThat(refused.output()).contains("Refused: OutOfResources").doesNotContain("(Success)");
        assertThat(stow(cloudfilm, late.getFirst())).isEqualTo("503 application/dicom+json");
        assertThat(answers.values()).contains("503 application/problem+json", "503 application/fhir+json");
        assertThat(answers).allSatisfy((route, answer) -> assertThat(answer)
                .as(route).matches("200 .*|503 application/(problem|fhir|dicom)\\+json"));
        assertThat(health(cloudfilm)).isEqualTo(503);

        Files.writeString(version, right);
        awaitHealth(cloudfilm, 200);
        assertThat(frame(cloudfilm, before, 0)).isEqualTo(before.pixels(0));
        cloudfilm.storescu("LISHUI", late).succeeded();
        assertThat(frame(cloudfilm, meanwhile, 0)).isEqualTo(meanwhile.pixels(0));
        for (AccessMatrixTest.Row row : reads) {
            assertThat(ask(cloudfilm, row)).as(row.route()).startsWith("2");
        }
        cloudfilm.close();
    }

    private static long count(List<String> lines, String part) {
        return lines.stream().filter(line -> line.contains(part)).count();
    }

    /** storescu sends in order and waits for each answer. */
    private static List<Integer> acknowledged(List<String> said) {
        List<Integer> indexes = new ArrayList<>();
        int answers = 0;
        for (String line : said) {
            if (line.contains("Received Store Response")) {
                if (line.contains(ACKNOWLEDGED)) {
                    indexes.add(answers);
                }
                answers++;
            }
        }
        return indexes;
    }

    private static void killDatabase(RunningCloudfilm cloudfilm) throws Exception {
        String pid = Files.readAllLines(cloudfilm.data().resolve("postgres/data/postmaster.pid")).getFirst().strip();
        Command.run("kill", "-9", pid).succeeded();
    }

    private static List<AccessMatrixTest.Row> readsWithoutVariables() {
        return AccessMatrixTest.rows().stream()
                .filter(row -> row.route().startsWith("GET /") && !row.route().contains("{") && !row.route().contains("*"))
                .filter(row -> !row.route().startsWith("GET /actuator"))
                .filter(row -> row.answers().stream().anyMatch(DatabaseGoneTest::isSuccess))
                .toList();
    }

    private static boolean isSuccess(String answer) {
        return answer.equals("200") || answer.equals("empty");
    }

    private static String actor(AccessMatrixTest.Row row) {
        for (int i = 1; i < AccessMatrixTest.ACTORS.size(); i++) {
            if (isSuccess(row.answers().get(i))) {
                return AccessMatrixTest.ACTORS.get(i);
            }
        }
        throw new IllegalArgumentException(row.route());
    }

    private TreeMap<String, String> askAll(RunningCloudfilm cloudfilm, List<AccessMatrixTest.Row> rows) throws Exception {
        TreeMap<String, Future<String>> asked = new TreeMap<>();
        TreeMap<String, String> answers = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            rows.forEach(row -> asked.put(row.route(), threads.submit(() -> ask(cloudfilm, row))));
            for (String route : asked.keySet()) {
                answers.put(route, asked.get(route).get(60, TimeUnit.SECONDS));
            }
        }
        return answers;
    }

    private static String ask(RunningCloudfilm cloudfilm, AccessMatrixTest.Row row) throws Exception {
        return said(cloudfilm.get(actor(row), row.route().substring(4), "*/*"));
    }

    private static String said(HttpResponse<?> answer) {
        return answer.statusCode() + " " + answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    private String stow(RunningCloudfilm cloudfilm, Path file) throws Exception {
        byte[] head = "--b\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);
        return said(http.send(
                HttpRequest.newBuilder(URI.create(cloudfilm.url() + "/dicom-web/studies"))
                        .header("Authorization", "Bearer " + cloudfilm.token("hospital-lishui"))
                        .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=b")
                        .POST(HttpRequest.BodyPublishers.concat(
                                HttpRequest.BodyPublishers.ofByteArray(head),
                                HttpRequest.BodyPublishers.ofFile(file),
                                HttpRequest.BodyPublishers.ofByteArray(end)))
                        .build(),
                BodyHandlers.discarding()));
    }

    private static int health(RunningCloudfilm cloudfilm) throws Exception {
        return cloudfilm.get(null, "/actuator/health", "*/*").statusCode();
    }

    private static void awaitHealth(RunningCloudfilm cloudfilm, int status) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (health(cloudfilm) != status) {
            assertThat(System.nanoTime()).as("health becomes %d:\n%s", status, cloudfilm.log()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** What the database lost of its last commits comes back when the segment is compared with it. */
    private static void awaitFrame(RunningCloudfilm cloudfilm, Slices slices, int index) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Arrays.equals(frame(cloudfilm, slices, index), slices.pixels(index))) {
            assertThat(System.nanoTime()).as("slice %d:\n%s", index, cloudfilm.log()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static byte[] frame(RunningCloudfilm cloudfilm, Slices slices, int index) throws Exception {
        return cloudfilm.get("doctor-wang", "/dicom-web/studies/" + slices.study() + "/series/" + slices.series()
                + "/instances/" + slices.instance(index) + "/frames/1", "application/octet-stream").body();
    }
}
