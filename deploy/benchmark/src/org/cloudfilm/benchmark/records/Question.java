package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cloudfilm.benchmark.Server;
import org.cloudfilm.benchmark.Wrk;

/**
 * A GET below a server's base, and how many resources must be in the answer.
 *
 * @param found number of matches on the first page; 1 for a read
 */
record Question(String path, int found) {

    private static final int SAMPLES = 40;

    /** Asks some of the questions and compares. */
    static void verify(Server server, List<Question> questions) throws IOException, InterruptedException {
        Random random = new Random(7);
        Map<String, String> headers = new HashMap<>(server.headers());
        headers.put("Accept", "application/fhir+json");
        String root = URI.create(server.base()).getPath();
        for (int i = 0; i < Math.min(SAMPLES, questions.size()); i++) {
            Question question = questions.get(random.nextInt(questions.size()));
            HttpResponse<byte[]> answer = Wrk.ask(server, root + question.path, headers);
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            int found = answer.statusCode() == 200 ? count(Json.read(body)) : -1;
            if (found != question.found) {
                throw new IOException("%s answers %d with %d instead of %d resources to %s: %s".formatted(server.name(),
                        answer.statusCode(), found, question.found, question.path,
                        body.substring(0, Math.min(300, body.length()))));
            }
        }
    }

    private static int count(Object answer) {
        if (!"Bundle".equals(Json.at(answer, "resourceType"))) {
            return 1;
        }
        return (int) Json.list(Json.at(answer, "entry")).stream()
                .filter(entry -> !"outcome".equals(Json.at(entry, "search", "mode"))).count();
    }
}
