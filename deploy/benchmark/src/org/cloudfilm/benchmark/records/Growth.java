package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.cloudfilm.benchmark.Report;
import org.cloudfilm.benchmark.Server;
import org.cloudfilm.benchmark.Wrk;

/** Fills Cloudfilm with generated records and people and asks the same things again when there are ten times as many. */
final class Growth {

    private static final int CLIENTS = 4;
    private static final int PEOPLE_AT_ONCE = 500;
    private static final int ASKED = 2_000;
    private static final List<RecordRow> SEARCHES = List.of(RecordRow.GROWTH_SEARCH, RecordRow.GROWTH_IDENTIFIER);

    private final RecordOptions options;
    private final Wrk wrk;
    private final Asking asking;
    private final Report report;
    private final Map<Integer, String> locations = new ConcurrentHashMap<>();

    Growth(RecordOptions options, Wrk wrk, Report report) {
        this.options = options;
        this.wrk = wrk;
        this.asking = new Asking(wrk, report);
        this.report = report;
    }

    void measure(Server server) throws IOException, InterruptedException {
        if (SEARCHES.stream().anyMatch(options::wants)) {
            Map<RecordRow, Wrk.Result> small = fill(server, options.small());
            Map<RecordRow, Wrk.Result> large = fill(server, options.large());
            large.forEach((row, after) -> {
                Wrk.Result before = small.get(row);
                report.add(row, server.name(), after.p99() / before.p99(), "%.1f → %.1f ms, %,.0f → %,.0f/s"
                        .formatted(before.p99() * 1e3, after.p99() * 1e3, before.perSecond(), after.perSecond()));
            });
        }
        if (options.wants(RecordRow.MATCH)) {
            match(server);
        }
    }

    /** Loads until there are that many resources, then asks. */
    private Map<RecordRow, Wrk.Result> fill(Server server, int resources) throws IOException, InterruptedException {
        int from = locations.size();
        int to = resources / Clinic.RESOURCES;
        long start = System.nanoTime();
        new Posting(server.base(), server::headers).post(from, to, CLIENTS,
                number -> HttpRequest.BodyPublishers.ofString(Clinic.transaction(number)),
                (number, status, body) -> locations.put(number, location(status, body)));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("  %,d resources of %,d patients (%,.0f/s)%n", resources, to, (to - from) * Clinic.RESOURCES / seconds);
        Map<RecordRow, Wrk.Result> results = new EnumMap<>(RecordRow.class);
        List<KnownPatient> asked = known(to);
        for (RecordRow row : SEARCHES) {
            if (options.wants(row)) {
                results.put(row, asking.ask(server, Asking.questions(row, asked), Map.of()));
            }
        }
        return results;
    }

    private List<KnownPatient> known(int patients) throws IOException {
        Random random = new Random(11);
        List<KnownPatient> known = new ArrayList<>();
        for (int number : random.ints(ASKED, 0, patients).distinct().toArray()) {
            known.add(Clinic.patient(number, SyntheaPatients.id(locations.get(number))));
        }
        return known;
    }

    /** People on top of the patients there are; each batch is one transaction of nothing but patients. */
    private void match(Server server) throws IOException, InterruptedException {
        int first = Math.ceilDiv(locations.size(), PEOPLE_AT_ONCE);
        int last = Math.ceilDiv(options.people(), PEOPLE_AT_ONCE);
        new Posting(server.base(), server::headers).post(first, last, CLIENTS,
                batch -> HttpRequest.BodyPublishers.ofString(people(batch)), (_, status, body) -> location(status, body));
        List<Integer> asked = new Random(13).ints(ASKED, first * PEOPLE_AT_ONCE, last * PEOPLE_AT_ONCE).boxed().toList();
        verify(server, asked.subList(0, 20));
        Wrk.Result result = wrk.post(server, "/Patient/$match", asked.stream().map(n -> new Resident(n).match()).toList(),
                Map.of("Content-Type", "application/fhir+json", "Accept", "application/fhir+json"), Asking.CLIENTS);
        report.add(RecordRow.MATCH, server.name(), result.p99(), "p50 %.1f ms, %,.0f/s among %,d people"
                .formatted(result.p50() * 1e3, result.perSecond(), last * PEOPLE_AT_ONCE));
    }

    private static String people(int batch) {
        StringBuilder entries = new StringBuilder();
        IntStream.range(batch * PEOPLE_AT_ONCE, (batch + 1) * PEOPLE_AT_ONCE).forEach(number -> entries
                .append(entries.isEmpty() ? "" : ",")
                .append("{\"resource\":").append(new Resident(number).patient())
                .append(",\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}"));
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
    }

    /** The person meant must be among those found. */
    private static void verify(Server server, List<Integer> asked) throws IOException, InterruptedException {
        Map<Integer, String> bodies = new HashMap<>();
        new Posting(server.base() + "/Patient/$match", server::headers).post(0, asked.size(), 1,
                i -> HttpRequest.BodyPublishers.ofString(new Resident(asked.get(i)).match()),
                (i, status, body) -> bodies.put(asked.get(i), status + " " + new String(body, StandardCharsets.UTF_8)));
        bodies.forEach((number, answer) -> {
            if (!answer.startsWith("200 ") || !answer.contains("\"" + new Resident(number).residentId() + "\"")) {
                throw new IllegalStateException("$match does not find the person: "
                        + answer.substring(0, Math.min(300, answer.length())));
            }
        });
    }

    private static String location(int status, byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        if (status != 200) {
            throw new IOException("refused with " + status + ": " + text.substring(0, Math.min(300, text.length())));
        }
        return String.valueOf(Json.at(Json.read(text), "entry", 0, "response", "location"));
    }
}
