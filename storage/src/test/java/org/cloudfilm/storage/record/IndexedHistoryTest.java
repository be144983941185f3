package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.storage.record.RecordFixture.LISHUI;
import static org.cloudfilm.storage.record.RecordFixture.delete;
import static org.cloudfilm.storage.record.RecordFixture.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.cloudfilm.storage.record.index.IndexRows;
import org.cloudfilm.storage.record.index.ReferenceResolver;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever was written, changed, deleted and revived: what the indexes hold is what the current contents say. */
class IndexedHistoryTest {

    private static final int TRANSACTIONS = 120;
    private static final String MICROS = "case when %1$s = '-infinity' then '-9223372036854775808'"
            + " when %1$s = 'infinity' then '9223372036854775807'"
            + " else (extract(epoch from %1$s) * 1000000)::bigint::text end";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void write_randomHistory_indexRowsAreThoseOfAFreshExtraction(long seed) throws Exception {
        Random random = new Random(seed);
        RandomResources resources = new RandomResources(random);
        Map<RecordId, Integer> versions = new HashMap<>();
        try (RecordFixture records = new RecordFixture(directory)) {
            for (int n = 1; n <= TRANSACTIONS; n++) {
                Map<RecordId, RecordStore.Entry> entries = new LinkedHashMap<>();
                for (int i = 0; i <= random.nextInt(4); i++) {
                    RecordId id = resources.id();
                    String json = resources.of(id);
                    entries.put(id, entry(random.nextInt(5) == 0 ? delete(id) : new RecordChange.Update(
                            id, RecordChange.Content.of(json.getBytes(StandardCharsets.UTF_8)), OptionalInt.empty())));
                }
                for (ChangeOutcome outcome : written(records, List.copyOf(entries.values()))) {
                    count(outcome, versions);
                }
                if (n % 20 == 0) {
                    assertThat(indexed(records)).isEqualTo(extracted(records));
                }
            }
            versions.forEach((id, version) -> assertThat(records.read(id).orElseThrow().version()).isEqualTo(version));
            assertThat(records.count("record_version"))
                    .isEqualTo(versions.values().stream().mapToInt(version -> version - 1).sum());
        }
    }

    private static List<ChangeOutcome> written(RecordFixture records, List<RecordStore.Entry> entries) {
        try {
            return records.store.write(LISHUI, entries);
        } catch (RecordRefusal refusal) {
            throw new AssertionError(refusal.flaws().toString(), refusal);
        }
    }

    private static void count(ChangeOutcome outcome, Map<RecordId, Integer> versions) {
        boolean changed = !(outcome instanceof ChangeOutcome.Unchanged)
                && !(outcome instanceof ChangeOutcome.Deleted deleted && deleted.version() == 0);
        if (changed) {
            versions.merge(outcome.id(), 1, Integer::sum);
        }
    }

    private static List<String> extracted(RecordFixture records) {
        List<String> rows = new ArrayList<>();
        JdbcClient.create(records.db.dataSource())
                .sql("select rid, type, id, content, subject from record where not deleted")
                .query((row, n) -> {
                    RecordId id = new RecordId(ResourceType.ofNumber(row.getInt("type")), row.getString("id"));
                    IndexRows fresh = fresh(id, row.getBytes("content"));
                    assertThat(row.getLong("subject")).isEqualTo(fresh.subject());
                    return rows.addAll(rows(fresh, row.getLong("rid")));
                })
                .list();
        return rows.stream().sorted().toList();
    }

    private static IndexRows fresh(RecordId id, byte[] content) {
        try {
            return RecordFixture.INDEXING.extract(
                    JsonDocument.parse(content), id.type(), id, ReferenceResolver.AS_WRITTEN);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> rows(IndexRows of, long rid) {
        String end = "|" + of.subject() + "|" + rid;
        List<String> rows = new ArrayList<>();
        of.tokens().forEach(t -> rows.add("token|" + t.param() + "|" + t.code() + "|" + t.system() + end));
        of.references().forEach(r -> rows.add("reference|" + r.param() + "|" + r.target() + end));
        of.strings().forEach(s -> rows.add("string|" + s.param() + "|" + s.value() + "|" + s.exact() + end));
        of.dates().forEach(d -> rows.add("date|" + d.param() + "|" + d.lo() + "|" + d.hi() + end));
        of.quantities().forEach(q -> rows.add("quantity|" + q.param() + "|" + q.lo() + "|" + q.hi() + "|" + q.unit() + "|"
                + q.system() + "|" + q.code() + end));
        return rows;
    }

    private static List<String> indexed(RecordFixture records) {
        List<String> rows = new ArrayList<>();
        rows.addAll(rows(records, "token", "param, code, system"));
        rows.addAll(rows(records, "reference", "param, target"));
        rows.addAll(rows(records, "string", "param, value, coalesce(exact, 'null')"));
        rows.addAll(rows(records, "date", "param, " + MICROS.formatted("lo") + ", " + MICROS.formatted("hi")));
        List<String> quantities = JdbcClient.create(records.db.dataSource())
                .sql("select * from record_quantity")
                .query((row, n) -> "quantity|" + row.getInt("param") + "|" + row.getDouble("lo") + "|" + row.getDouble("hi")
                        + "|" + row.getLong("unit") + "|" + row.getLong("system") + "|" + row.getLong("code") + "|"
                        + row.getLong("subject") + "|" + row.getLong("rid"))
                .list();
        rows.addAll(quantities);
        return rows.stream().sorted().toList();
    }

    private static List<String> rows(RecordFixture records, String table, String columns) {
        return JdbcClient.create(records.db.dataSource())
                .sql("select concat_ws('|', '" + table + "', " + columns + ", subject, rid) from record_" + table)
                .query(String.class)
                .list();
    }
}
