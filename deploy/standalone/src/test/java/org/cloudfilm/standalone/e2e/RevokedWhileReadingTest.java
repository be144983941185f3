package org.cloudfilm.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The ground gives way under Dr Wang, whose viewer loads frame after frame. */
class RevokedWhileReadingTest {

    private static final int READERS = 3;
    private static final int ROUNDS = 5;
    private static final int READS = 15;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    private record Read(long begun, int status) {}

    /** Answered once nothing passes any more. */
    private interface Revoking {
        void run() throws Exception;
    }

    @Test
    void grantGivesWay_whileTheDoctorReads_noReadBegunAfterTheAnswerSucceeds() throws Exception {
        Slices film = new Slices(303, 2, 64).madeIn("jinyun", LocalDate.of(2026, 11, 1), "JY-3", "胸部CT平扫", "CHEST");
        try (RunningCloudfilm cloudfilm = RunningCloudfilm.start(directory)) {
            cloudfilm.storescu("JINYUN", film.write(directory)).succeeded();
            writes(cloudfilm, "Patient/l-zhang", """
                    {"resourceType":"Patient","id":"l-zhang","name":[{"text":"张三"}],"birthDate":"1980-01-01","gender":"male",
                     "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}]}
                    """);
            writes(cloudfilm, "Encounter/l-visit", visit("in-progress"));
            String frame = "/dicom-web/studies/" + film.study() + "/series/" + film.series() + "/instances/"
                    + film.instance(0) + "/frames/1";
            assertThat(read(cloudfilm, frame).status).isEqualTo(404);

            for (int round = 0; round < ROUNDS; round++) {
                String consent = consents(cloudfilm);
                revokeWhileReading(cloudfilm, frame, () -> send(cloudfilm, "DELETE", "/api/consents/" + consent, "", 204));
            }

            consents(cloudfilm);
            for (int round = 0; round < ROUNDS; round++) {
                revokeWhileReading(cloudfilm, frame, () -> writes(cloudfilm, "Consent/l-no", denial("active")));
                writes(cloudfilm, "Consent/l-no", denial("inactive"));
            }

            assertThat(read(cloudfilm, frame).status).isEqualTo(200);
            writes(cloudfilm, "Encounter/l-visit", visit("finished"));
            endsByItself(cloudfilm, frame);
        }
    }

    /** 张三 agrees that Lishui may read. */
    private String consents(RunningCloudfilm cloudfilm) throws Exception {
        return JsonMapper.shared().readTree(send(cloudfilm, "POST", "/api/consents",
                "{\"hospital\":\"lishui\",\"days\":1,\"sensitive\":[]}", 201)).at("/consent").asString();
    }

    /** The hospital is answered before all processes have heard of the end of its visit; they hear of it long before the viewing is over. */
    private void endsByItself(RunningCloudfilm cloudfilm, String frame) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (read(cloudfilm, frame).status != 404) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        }
    }

    private void revokeWhileReading(RunningCloudfilm cloudfilm, String frame, Revoking revoking) throws Exception {
        AtomicLong answered = new AtomicLong(Long.MAX_VALUE);
        AtomicInteger succeeded = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            List<Future<List<Read>>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> readOnAndOn(cloudfilm, frame, answered, succeeded)));
            }
            while (succeeded.get() < READS) {
                assertThat(read(cloudfilm, frame).status).isEqualTo(200);
            }

            revoking.run();
            answered.set(System.nanoTime());

            for (Future<List<Read>> reader : readers) {
                assertThat(reader.get())
                        .filteredOn(read -> read.begun - answered.get() > 0)
                        .hasSizeGreaterThanOrEqualTo(READS)
                        .allSatisfy(read -> assertThat(read.status).isEqualTo(404));
            }
        }
    }

    /** Until so many reads have begun after the answer. */
    private List<Read> readOnAndOn(
            RunningCloudfilm cloudfilm, String frame, AtomicLong answered, AtomicInteger succeeded) throws Exception {
        List<Read> reads = new ArrayList<>();
        for (int after = 0; after < READS; ) {
            Read read = read(cloudfilm, frame);
            reads.add(read);
            if (read.status == 200) {
                succeeded.incrementAndGet();
            }
            if (answered.get() != Long.MAX_VALUE && read.begun - answered.get() > 0) {
                after++;
            }
        }
        return reads;
    }

    private Read read(RunningCloudfilm cloudfilm, String frame) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cloudfilm.url() + frame))
                .header("Accept", "application/octet-stream")
                .header("Authorization", "Bearer " + cloudfilm.token("doctor-wang"))
                .build();
        long begun = System.nanoTime();
        return new Read(begun, http.send(request, BodyHandlers.discarding()).statusCode());
    }

    private String send(RunningCloudfilm cloudfilm, String method, String path, String body, int status) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(cloudfilm.url() + path))
                        .header("Authorization", "Bearer " + cloudfilm.token("patient-zhang"))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body();
    }

    private static String visit(String status) {
        return """
                {"resourceType":"Encounter","id":"l-visit","status":"%s",
                 "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "subject":{"reference":"Patient/l-zhang"}}
                """.formatted(status);
    }

    /** What 张三 signed at Lishui's counter. */
    private static String denial(String status) {
        return """
                {"resourceType":"Consent","id":"l-no","status":"%s","patient":{"reference":"Patient/l-zhang"},
                 "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
                 "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
                 "policyRule":{"text":"浙江省个人健康信息授权"},"provision":{"type":"deny"}}
                """.formatted(status);
    }

    private static void writes(RunningCloudfilm cloudfilm, String id, String record) throws Exception {
        assertThat(cloudfilm.sendFhir("hospital-lishui", "PUT", "/fhir/" + id, record).statusCode()).as(id).isIn(200, 201);
    }
}
