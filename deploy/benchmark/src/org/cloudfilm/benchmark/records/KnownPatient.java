package org.cloudfilm.benchmark.records;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One whose records were loaded, and what is to be found of them.
 *
 * @param id           the server's
 * @param identifiers  {@code system|value}, each nobody else's
 * @param observations oldest first
 */
record KnownPatient(String id, List<String> identifiers, List<Observed> observations) {

    /** @param code {@code system|code} */
    record Observed(String code, Instant when) {}

    private static final int PAGE = 20;

    Question read() {
        return new Question("/Patient/" + id, 1);
    }

    List<Question> byIdentifier() {
        return identifiers.stream().map(each -> new Question("/Patient?identifier=" + encoded(each), 1)).toList();
    }

    /** Searches that find between one and a page of observations of one kind, since a day on which there was one. */
    List<Question> byCodeAndDate(int number, Random random) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < number && !observations.isEmpty(); i++) {
            String code = observations.get(random.nextInt(observations.size())).code();
            List<Instant> times = observations.stream().filter(each -> each.code().equals(code))
                    .map(Observed::when).sorted().toList();
            Instant since = times.get(Math.max(0, times.size() - 1 - random.nextInt(PAGE / 2)))
                    .truncatedTo(ChronoUnit.SECONDS);
            int found = (int) times.stream().filter(time -> !time.isBefore(since)).count();
            questions.add(new Question("/Observation?patient=%s&code=%s&date=ge%s&_count=%d".formatted(
                    id, encoded(code), encoded(since.toString()), PAGE), Math.min(PAGE, found)));
        }
        return questions;
    }

    private static String encoded(String plain) {
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }
}
