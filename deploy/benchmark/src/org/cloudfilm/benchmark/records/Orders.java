package org.cloudfilm.benchmark.records;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cloudfilm.benchmark.DicomFile;
import org.cloudfilm.benchmark.Report;
import org.cloudfilm.benchmark.Wrk;

/**
 * Fills Cloudfilm with one hospital's films and another's visits, and asks what a doctor's order system asks:
 * {@code order-select} (CDS Hooks) for a chest CT. Asked again when there are ten times as many films and people.
 */
final class Orders {

    static final int CLIENTS = 16;
    private static final int SENDERS = 4;
    private static final int AT_ONCE = 50;
    private static final int ASKED = 2_000;
    private static final int DOCTORS = 200;
    private static final long REST_MILLIS = 5_000;
    /** Longer than cloudfilm.films.quiet. */
    private static final long QUIET_MILLIS = 75_000;
    private static final int REST_AT_MOST = 720;
    private static final String PATH = "/cds-services/mutual-recognition-order-select";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json", "Accept", "application/json");

    private final RecordOptions options;
    private final Wrk wrk;
    private final Report report;

    Orders(RecordOptions options, Wrk wrk, Report report) {
        this.options = options;
        this.wrk = wrk;
        this.report = report;
    }

    void measure(FhirServer server) throws IOException, InterruptedException {
        int few = options.films();
        int many = 10 * few;
        Wrk.Result small = fill(server, 0, few);
        Wrk.Result large = fill(server, few, many);
        if (options.wants(RecordRow.ORDER_SELECT)) {
            report.add(RecordRow.ORDER_SELECT, server.name(), large.p99(), "p50 %.1f ms, %,.0f/s among %,d films of %,d people"
                    .formatted(large.p50() * 1e3, large.perSecond(), many, people(many)));
        }
        if (options.wants(RecordRow.ORDER_SELECT_GROWTH)) {
            report.add(RecordRow.ORDER_SELECT_GROWTH, server.name(), large.p99() / small.p99(), "%.1f → %.1f ms, %,.0f → %,.0f/s"
                    .formatted(small.p99() * 1e3, large.p99() * 1e3, small.perSecond(), large.perSecond()));
        }
    }

    /** Three people have ten films. */
    private static int people(int films) {
        return films * 3 / 10;
    }

    private static int owner(int film) {
        return film * 3 / 10;
    }

    private Wrk.Result fill(FhirServer server, int from, int to) throws IOException, InterruptedException {
        FhirServer maker = server.as("hospital-jinyun");
        long start = System.nanoTime();
        post(server, "", "application/fhir+json", people(from), people(to), Orders::visitors);
        post(maker, "", "application/fhir+json", people(from), people(to), Orders::patients);
        if (from == 0) {
            post(maker, "/../dicom-web/studies", "multipart/related; type=\"application/dicom\"; boundary=part", 0, 1, Orders::films);
        }
        awaitRest(server);
        CopyFilms.copy(server, options.deploy(), Math.max(1, from), to, people(from), people(to), TODAY.toString());
        System.out.printf("  %,d films of %,d people (%,.0f/s)%n", to, people(to), (to - from) * 1e9 / (System.nanoTime() - start));
        List<String> calls = new Random(17).ints(ASKED, 0, people(to)).mapToObj(Orders::call).toList();
        verify(server, calls.subList(0, 20));
        return wrk.post(server.at(""), PATH, calls, JSON, CLIENTS);
    }

    /**
     * Films and orders that came are linked, announced when no more come for a minute, and charged: what is measured is
     * not that. Copies come afterwards, since whatever looks at one finds a film without pictures.
     */
    private static void awaitRest(FhirServer server) throws InterruptedException {
        for (int i = 0; i < REST_AT_MOST; i++) {
            long before = cpuMillis(server);
            Thread.sleep(REST_MILLIS);
            if (i * REST_MILLIS > QUIET_MILLIS && cpuMillis(server) - before < REST_MILLIS / 10) {
                return;
            }
        }
        System.out.println("  the server is still at work on what it was sent");
    }

    private static long cpuMillis(FhirServer server) {
        return Stream.concat(Stream.of(server.process().toHandle()), server.process().descendants())
                .mapToLong(one -> one.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
                .sum();
    }

    private interface Batch {
        byte[] of(int from, int to);
    }

    private static void post(FhirServer server, String below, String type, int from, int to, Batch batch)
            throws IOException, InterruptedException {
        new Posting(URI.create(server.base() + below).normalize().toString(), server::headers, type).post(
                from / AT_ONCE, Math.ceilDiv(to, AT_ONCE), SENDERS,
                n -> HttpRequest.BodyPublishers.ofByteArray(
                        batch.of(Math.max(from, n * AT_ONCE), Math.min(to, (n + 1) * AT_ONCE))),
                (n, status, body) -> {
                    if (status != 200) {
                        String text = new String(body, StandardCharsets.UTF_8);
                        throw new IOException("refused with " + status + ": " + text.substring(0, Math.min(300, text.length())));
                    }
                });
    }

    /** Patients of the ordering hospital, each at a visit. */
    private static byte[] visitors(int from, int to) {
        Transaction transaction = new Transaction();
        for (int n = from; n < to; n++) {
            transaction.put("Patient/b" + n, patient("b" + n, "lishui", n));
            transaction.put("Encounter/v" + n, """
                    {"resourceType":"Encounter","id":"v%1$d","status":"in-progress","class":{"system":\
                    "http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"subject":{"reference":"Patient/b%1$d"},\
                    "period":{"start":"%2$sT08:00:00+08:00"}}""".formatted(n, TODAY));
        }
        return transaction.bytes();
    }

    /** The same people where their films were made, with the orders of these. */
    private static byte[] patients(int from, int to) {
        Transaction transaction = new Transaction();
        for (int n = from; n < to; n++) {
            transaction.put("Patient/j" + n, patient("j" + n, "jinyun", n));
            for (int film = Math.ceilDiv(n * 10, 3); owner(film) == n; film++) {
                transaction.put("ServiceRequest/o" + film, """
                        {"resourceType":"ServiceRequest","id":"o%1$d","status":"completed","intent":"order",\
                        "identifier":[{"system":"urn:cloudfilm:hospital:jinyun:accession","value":"B%1$d"}],\
                        "code":{"coding":[{"system":"urn:cloudfilm:exam-item","code":"%2$s"}]},\
                        "subject":{"reference":"Patient/j%3$d"}}""".formatted(film, chest(film) ? "CT-CHEST" : "MR-HEAD", n));
            }
        }
        return transaction.bytes();
    }

    private static boolean chest(int film) {
        return film % 2 == 0;
    }

    private static String patient(String id, String hospital, int number) {
        return new Resident(number).patient().replaceFirst("\\{", "{\"id\":\"" + id + "\",")
                .replace(Resident.LOCAL_SYSTEM, "urn:cloudfilm:hospital:" + hospital + ":patient");
    }

    /** One picture: what is read here are catalogue and records, not pixels. */
    private static byte[] films(int from, int to) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int film = from; film < to; film++) {
            String uid = "2.25.7000000" + film;
            String day = TODAY.minusDays(film % 25).toString().replace("-", "");
            DicomFile file = new DicomFile()
                    .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2").text(0x00080018, "UI", uid + ".1.1")
                    .text(0x00080020, "DA", day).text(0x00080030, "TM", "101500").text(0x00080050, "SH", "B" + film)
                    .text(0x00080060, "CS", chest(film) ? "CT" : "MR").text(0x00081030, "LO", chest(film) ? "Thorax" : "Head")
                    .text(0x00100010, "PN", "BENCH^" + owner(film)).text(0x00100020, "LO", "P" + owner(film))
                    .text(0x00180015, "CS", chest(film) ? "CHEST" : "HEAD")
                    .text(0x0020000d, "UI", uid).text(0x0020000e, "UI", uid + ".1")
                    .text(0x00200011, "IS", "1").text(0x00200013, "IS", "1");
            body.writeBytes("\r\n--part\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(file.part10("1.2.840.10008.5.1.4.1.1.2", uid + ".1.1"));
        }
        body.writeBytes("\r\n--part--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    private static String call(int n) {
        return """
                {"hook":"order-select","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":\
                "Practitioner/doctor-%1$d","patientId":"b%2$d","encounterId":"v%2$d","selections":["ServiceRequest/new%2$d"],\
                "draftOrders":{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":\
                "ServiceRequest","id":"new%2$d","status":"draft","intent":"order","code":{"coding":[{"system":\
                "urn:cloudfilm:exam-item","code":"CT-CHEST"}]},"subject":{"reference":"Patient/b%2$d"}}}]}}}"""
                .formatted(n % DOCTORS, n);
    }

    /** Each of these people has had a chest CT lately: there must be a card. */
    private static void verify(FhirServer server, List<String> calls) throws IOException, InterruptedException {
        Map<Integer, String> answers = new HashMap<>();
        new Posting(server.at("").base() + PATH, server::headers, "application/json").post(0, calls.size(), 1,
                i -> HttpRequest.BodyPublishers.ofString(calls.get(i)),
                (i, status, body) -> answers.put(i, status + " " + new String(body, StandardCharsets.UTF_8)));
        answers.values().forEach(answer -> {
            if (!answer.startsWith("200 ") || !answer.contains("\"suggestions\"")) {
                throw new IllegalStateException("order-select shows no card: " + answer.substring(0, Math.min(300, answer.length())));
            }
        });
    }

    /** Entries that are put, one after the other. */
    private static final class Transaction {

        private final StringBuilder entries = new StringBuilder();

        void put(String url, String resource) {
            entries.append(entries.isEmpty() ? "" : ",").append("{\"resource\":").append(resource)
                    .append(",\"request\":{\"method\":\"PUT\",\"url\":\"").append(url).append("\"}}");
        }

        byte[] bytes() {
            return ("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
