package org.cloudfilm.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.consent.TrailPermit;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A trail of 30,000 entries, one a minute from 2026-01-01; every thousandth is a refusal. */
class ReadTrailTest {

    private static final TestDatabase db = TestDatabase.create();
    private static final TrailPermit ALL = TestPermits.trail(new TrailPermit.Scope.Everything());

    private final ReadTrail trail = new ReadTrail(db.dataSource());

    @BeforeAll
    static void write() {
        JdbcClient sql = JdbcClient.create(db.dataSource());
        sql.sql("""
                insert into audit_entry (seq, at, actor, action, object, outcome, hash)
                select n, '2026-01-01T00:00:00Z'::timestamptz + make_interval(mins => n), 'actor' || n % 3,
                  'open-record', 'Patient/' || n % 5, case when n % 1000 = 0 then 'refused' else 'granted' end, ''
                from generate_series(1, 30000) n""").update();
        // made before the one of a lower number, written down later
        sql.sql("""
                insert into audit_entry (seq, at, actor, action, outcome, hash)
                values (30001, '2026-01-01T00:01:30Z', 'late', 'open-record', 'granted', '')""").update();
        sql.sql("analyze audit_entry").update();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static TrailQuery query(String from, String until, List<String> outcomes, OptionalLong before, int count) {
        return new TrailQuery(
                OptionalLong.empty(), Optional.ofNullable(from).map(Instant::parse),
                Optional.ofNullable(until).map(Instant::parse), Optional.empty(), Optional.empty(), outcomes, before,
                count);
    }

    private List<Long> pages(String from, String until, List<String> outcomes) {
        List<Long> found = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        while (true) {
            List<Long> page = trail.find(ALL, query(from, until, outcomes, before, 3)).stream()
                    .map(TrailEntry::seq)
                    .toList();
            found.addAll(page);
            if (page.size() < 3) {
                return found;
            }
            before = OptionalLong.of(page.getLast());
        }
    }

    @Test
    void aDayAmongMany_isReadInPagesByTime() {
        assertThat(pages("2026-01-01T00:00:00Z", "2026-01-01T00:05:00Z", List.of()))
                .containsExactly(4L, 3L, 2L, 30001L, 1L);
        assertThat(pages("2026-01-21T19:55:00Z", null, List.of())).containsExactly(30000L, 29999L, 29998L, 29997L, 29996L, 29995L);
        assertThat(pages("2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z", List.of())).isEmpty();
    }

    @Test
    void refusals_amongAllThatWasGranted() {
        assertThat(pages(null, null, List.of("refused"))).hasSize(30).first().isEqualTo(30000L);
        assertThat(pages("2026-01-01T00:00:00Z", "2026-01-02T12:00:00Z", List.of("refused", "failed")))
                .containsExactly(2000L, 1000L);
        assertThat(trail.find(ALL, query(null, null, List.of("granted", "done"), OptionalLong.empty(), 2)))
                .extracting(TrailEntry::seq)
                .containsExactly(30001L, 29999L);
    }
}
