package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cloudfilm.benchmark.Report;
import org.cloudfilm.benchmark.Server;
import org.cloudfilm.benchmark.Wrk;

/** Asks a server for what clinics ask for, after checking on a sample that the answers are right. */
final class Asking {

    static final int CLIENTS = 8;
    private static final int DIFFERENT = 2_000;

    private final Wrk wrk;
    private final Report report;

    Asking(Wrk wrk, Report report) {
        this.wrk = wrk;
        this.report = report;
    }

    void measure(RecordRow row, Server server, List<KnownPatient> patients) throws IOException, InterruptedException {
        Map<String, String> headers = row == RecordRow.SEARCH_FRESH ? Map.of("Cache-Control", "no-cache") : Map.of();
        Wrk.Result result = ask(server, questions(row, patients), headers);
        report.add(row, server.name(), result.perSecond(), latency(result));
    }

    Wrk.Result ask(Server server, List<Question> questions, Map<String, String> headers)
            throws IOException, InterruptedException {
        Question.verify(server, questions);
        Map<String, String> all = new HashMap<>(headers);
        all.put("Accept", "application/fhir+json");
        return wrk.load(server, questions.stream().map(Question::path).toList(), all, CLIENTS);
    }

    /** Drawn evenly from the patients, in no order, the same ones for every server. */
    static List<Question> questions(RecordRow row, List<KnownPatient> patients) {
        Random random = new Random(42);
        List<Question> questions = new ArrayList<>();
        int each = Math.ceilDiv(DIFFERENT, patients.size());
        for (KnownPatient patient : patients) {
            switch (row) {
                case SEARCH, SEARCH_FRESH, GROWTH_SEARCH -> questions.addAll(patient.byCodeAndDate(each, random));
                case IDENTIFIER, GROWTH_IDENTIFIER -> questions.addAll(patient.byIdentifier());
                case READ -> questions.add(patient.read());
                default -> throw new IllegalArgumentException(row + " asks no question");
            }
        }
        Collections.shuffle(questions, random);
        return questions.subList(0, Math.min(DIFFERENT, questions.size()));
    }

    static String latency(Wrk.Result result) {
        return "p50 %.1f p99 %.1f ms".formatted(result.p50() * 1_000, result.p99() * 1_000);
    }
}
