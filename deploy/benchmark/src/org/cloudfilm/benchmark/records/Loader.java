package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Posts bundles to a FHIR server as they are: nothing of Synthea's needs adapting. */
final class Loader {

    /** A bundle, or an entry of a batch, that the server did not take. */
    record Refusal(String bundle, int status, String reason) {}

    /**
     * @param resources that the server says it has
     * @param seconds   from the first byte to the last answer
     * @param firsts    the location of each bundle's first entry, by bundle
     */
    record Loaded(int resources, double seconds, List<Refusal> refusals, Map<Path, String> firsts) {

        double perSecond() {
            return resources / seconds;
        }
    }

    private record Answer(Path bundle, int status, byte[] body) {}

    private static final int REASON = 600;

    private final Posting posting;

    Loader(Posting posting) {
        this.posting = posting;
    }

    /** Loads shared bundles one after the other, then the others with so many clients. */
    Loaded load(List<Path> bundles, int clients) throws IOException, InterruptedException {
        List<Path> shared = bundles.stream().filter(Synthea::isShared).toList();
        List<Path> patients = bundles.stream().filter(bundle -> !Synthea.isShared(bundle)).toList();
        List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();
        post(shared, 1, answers);
        post(patients, clients, answers);
        return understand(answers, (System.nanoTime() - start) / 1e9);
    }

    private void post(List<Path> bundles, int clients, List<Answer> answers) throws IOException, InterruptedException {
        posting.post(0, bundles.size(), clients, number -> HttpRequest.BodyPublishers.ofFile(bundles.get(number)),
                (number, status, body) -> answers.add(new Answer(bundles.get(number), status, body)));
    }

    private static Loaded understand(List<Answer> answers, double seconds) {
        int resources = 0;
        List<Refusal> refusals = new ArrayList<>();
        Map<Path, String> firsts = new HashMap<>();
        for (Answer answer : answers) {
            String name = answer.bundle().getFileName().toString();
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            if (answer.status() != 200) {
                refusals.add(new Refusal(name, answer.status(), shortened(text)));
                continue;
            }
            List<Object> entries = Json.list(Json.at(Json.read(text), "entry"));
            for (Object entry : entries) {
                String status = String.valueOf(Json.at(entry, "response", "status"));
                if (status.startsWith("2")) {
                    resources++;
                } else {
                    refusals.add(new Refusal(name, Integer.parseInt(status.substring(0, 3)),
                            shortened(String.valueOf(Json.at(entry, "response", "outcome")))));
                }
            }
            firsts.put(answer.bundle(), String.valueOf(Json.at(entries, 0, "response", "location")));
        }
        return new Loaded(resources, seconds, refusals, firsts);
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > REASON ? line.substring(0, REASON) + "…" : line;
    }
}
