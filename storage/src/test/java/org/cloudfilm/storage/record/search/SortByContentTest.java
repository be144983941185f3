package org.cloudfilm.storage.record.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sorting a whole type by codes: up to a bound, in pages. */
class SortByContentTest {

    private static final TestDatabase db = TestDatabase.create();
    private static final RecordSearch search = new JdbcRecordSearch(db.dataSource(), StoredRows.INDEX);

    @BeforeAll
    static void store() {
        tasks("lishui", 0, JdbcRecordSearch.MOST_SORTED);
        tasks("suichang", 100_000, 100_001 + JdbcRecordSearch.MOST_SORTED);
    }

    /** Every third is requested, accepted, completed. */
    private static void tasks(String hospital, int from, int to) {
        JdbcClient.create(db.dataSource()).sql("""
                insert into record (rid, self, type, id, version, updated_at, hospital, subject, content)
                select n, -n, ?, 't' || n, 1, now(), ?, 0, convert_to(format(
                  '{"resourceType":"Task","id":"t%s","status":"%s","note":[{"text":"%s"}]}',
                  n, (array['requested', 'accepted', 'completed'])[1 + n % 3], repeat('long ', 200)), 'UTF8')
                from generate_series(?, ? - 1) n""")
                .params(ResourceType.TASK.number(), hospital, from, to)
                .update();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static RecordPage run(String hospital, String query) {
        return search.search(
                TestPermits.records(new Scope.SentBy(new HospitalId(hospital))), RecordSearchTest.parse(query, true));
    }

    @Test
    void asManyAsTheBound_areSortedInPages() {
        List<Integer> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            RecordPage page = run(
                    "lishui", "Task?_sort=status&_count=1000" + next.map(token -> "&_page=" + token).orElse(""));
            page.matches().forEach(record -> found.add(Integer.parseInt(record.id().id().substring(1))));
            next = page.next();
        } while (next.isPresent());

        assertThat(found).hasSize(JdbcRecordSearch.MOST_SORTED).doesNotHaveDuplicates();
        // accepted, completed, requested
        assertThat(found.stream().map(n -> (n + 2) % 3)).isSorted();
    }

    @Test
    void oneMore_isRefused_andNarrowedAnswered() {
        assertThatThrownBy(() -> run("suichang", "Task?_sort=status"))
                .isInstanceOfSatisfying(RecordRefusal.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(RecordRefusal.Kind.TOO_COSTLY);
                    assertThat(refusal.flaws().getFirst().path()).isEqualTo("_sort");
                    assertThat(refusal.flaws().getFirst().text()).contains("5000");
                });
        assertThat(run("suichang", "Task?_lastUpdated=lt2000&_sort=status").matches()).isEmpty();
    }
}
