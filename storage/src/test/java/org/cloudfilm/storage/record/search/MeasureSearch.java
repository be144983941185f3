package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How fast the usual searches are, and how that grows with the records: not a test. Patients have 400 observations each,
 * of 40 codes, half of them of the laboratory. Arguments: numbers of patients, ascending.
 */
final class MeasureSearch {

    private static final int EACH = 400;
    private static final String KEY =
            "('x' || encode(substr(sha256(%s), 1, 8), 'hex'))::bit(64)::bigint";

    private final TestDatabase db = TestDatabase.create();
    private final JdbcTemplate sql = new JdbcTemplate(db.dataSource());
    private final RecordSearch search = new JdbcRecordSearch(db.dataSource(), StoredRows.INDEX);
    private final RecordPermit permit = TestPermits.records(new Scope.SentBy(new HospitalId("lishui")));
    private int patients;

    public static void main(String[] sizes) throws Exception {
        MeasureSearch measure = new MeasureSearch();
        for (String size : sizes) {
            measure.grow(Integer.parseInt(size));
            measure.measure();
        }
        System.exit(0);
    }

    private void grow(int to) {
        long begun = System.nanoTime();
        String range = "generate_series(" + (patients + 1) + ", " + to + ") p";
        String subject = key("'Patient'::bytea || '\\x00'::bytea || ('p' || p)::bytea");
        sql.execute("insert into record select p * 1000::bigint, " + subject + ", 1, 'p' || p, 1, now(), 'lishui', "
                + subject + ", false, null, null, ('{\"resourceType\":\"Patient\",\"id\":\"p' || p || '\"}')::bytea from "
                + range);
        sql.execute("insert into record_token select " + param(ResourceType.PATIENT, "identifier") + ", "
                + key("('mrn' || p)::bytea") + ", " + key("'urn:mrn'::bytea") + ", " + subject
                + ", p * 1000::bigint from " + range);
        String observations = range + ", generate_series(1, " + EACH + ") o";
        String number = "p * 1000::bigint + o";
        sql.execute("insert into record select " + number + ", "
                + key("'Observation'::bytea || '\\x00'::bytea || ('o' || p || '-' || o)::bytea") + ", 13, 'o' || p || '-' || o"
                + ", 1, now(), 'lishui', " + subject + ", false, null, null, ('{\"resourceType\":\"Observation\",\"id\":\"o' || p"
                + " || '-' || o || '\",\"x\":\"' || repeat('x', 900) || '\"}')::bytea from " + observations);
        token("code", "('c' || o % 40)::bytea", "'http://loinc.org'::bytea", subject, number, observations);
        token("category", "(case when o % 2 = 0 then 'laboratory' else 'vital-signs' end)::bytea",
                "'urn:cat'::bytea", subject, number, observations);
        token("status", "'final'::bytea", "'urn:status'::bytea", subject, number, observations);
        sql.execute("insert into record_date select " + param(ResourceType.OBSERVATION, "date")
                + ", t, t + interval '1 second', " + subject + ", " + number + " from " + observations
                + ", lateral (select timestamptz '2016-01-01' + (o * 9 + p % 7) * interval '1 day' as t) d");
        sql.execute("insert into record_quantity select " + param(ResourceType.OBSERVATION, "value-quantity")
                + ", o, o, 1, 2, 0, " + subject + ", " + number + " from " + observations);
        sql.execute("vacuum analyze");
        sql.execute("checkpoint");
        patients = to;
        System.out.printf("%,d records made in %d s, database %s%n", (long) patients * (EACH + 1),
                (System.nanoTime() - begun) / 1_000_000_000,
                sql.queryForObject("select pg_size_pretty(pg_database_size(current_database()))", String.class));
    }

    private void token(String code, String value, String system, String subject, String number, String from) {
        sql.execute("insert into record_token select " + param(ResourceType.OBSERVATION, code) + ", " + key(value) + ", "
                + key(system) + ", " + subject + ", " + number + " from " + from);
    }

    private static String key(String bytes) {
        return KEY.formatted(bytes);
    }

    private static int param(ResourceType type, String code) {
        return SearchParameters.find(type, code).orElseThrow().rows().getFirst().number();
    }

    private void measure() throws Exception {
        for (String query : List.of(
                "Observation?patient=p%d&code=http://loinc.org|c%d&date=ge2020-01-01",
                "Observation?patient=p%d&code=c%d&date=ge2020-01-01&_sort=-date",
                "Patient?identifier=urn:mrn|mrn%d&x=%d",
                "Observation?patient=p%d&category=laboratory&_sort=-date&_count=20&x=%d",
                "Observation?patient=p%d&x=%d",
                "Observation?patient.identifier=urn:mrn|mrn%d&code=c%d",
                "Observation?code=c7&_count=20&x=%d%d",
                "Observation?status=final&_count=20&x=%d%d")) {
            for (int clients : new int[] {1, 4}) {
                run(query, clients, 2_000);
                long[] times = run(query, clients, query.contains("patient=") || query.contains("mrn") ? 8_000 : 200);
                long whole = times[times.length - 1];
                long[] each = Arrays.copyOf(times, times.length - 1);
                Arrays.sort(each);
                System.out.printf("%d clients %6.0f/s  p50 %5d us  p99 %6d us  %s%n", clients,
                        each.length * 1e9 / whole, each[each.length / 2] / 1000, each[each.length * 99 / 100] / 1000,
                        query);
            }
        }
    }

    private long[] run(String query, int clients, int times) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            List<Future<long[]>> parts = new ArrayList<>();
            long begun = System.nanoTime();
            for (int client = 0; client < clients; client++) {
                Random random = new Random(client * 31L + times);
                parts.add(pool.submit(() -> {
                    long[] taken = new long[times / clients];
                    for (int i = 0; i < taken.length; i++) {
                        long start = System.nanoTime();
                        String text = query.formatted(1 + random.nextInt(patients), random.nextInt(40));
                        search.search(permit, RecordSearchTest.parse(text, false));
                        taken[i] = System.nanoTime() - start;
                    }
                    return taken;
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<long[]> part : parts) {
                for (long one : part.get()) {
                    all.add(one);
                }
            }
            all.add(System.nanoTime() - begun);
            return all.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
