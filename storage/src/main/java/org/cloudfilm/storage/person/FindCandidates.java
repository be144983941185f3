package org.cloudfilm.storage.person;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for persons that may be the same as a given one, and notes the pairs for a reviewer. */
final class FindCandidates {

    /** Of a name and birthday that very many share, a reviewer can make nothing. */
    private static final int PAIRS_AT_MOST = 10;

    private final JdbcClient sql;
    private final InstantSource clock;
    private final SimilarIdentities similar;

    FindCandidates(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
        this.similar = new SimilarIdentities(dataSource);
    }

    void find(PersonId person, Traits traits) {
        Map<PersonId, Match> best = new HashMap<>();
        for (SimilarIdentities.Found found : similar.to(traits)) {
            if (!found.person().equals(person)) {
                best.merge(found.person(), Match.between(found.traits(), traits), (a, b) -> a.score() >= b.score() ? a : b);
            }
        }
        best.entrySet().stream()
                .filter(pair -> pair.getValue().score() >= Match.WORTH_A_LOOK)
                .sorted(Comparator.comparingInt((Map.Entry<PersonId, Match> pair) -> pair.getValue().score()).reversed())
                .limit(PAIRS_AT_MOST)
                .forEach(pair -> note(person, pair.getKey(), pair.getValue()));
    }

    /** Whether a reviewer has said that the two are two, by parting them or by undoing their merge. */
    boolean apart(PersonId one, PersonId other) {
        return sql.sql("""
                        select exists (select from person_candidate
                          where first = least(:one::uuid, :other::uuid) and second = greatest(:one::uuid, :other::uuid)
                            and state = 'separate')
                        """)
                .param("one", one.value())
                .param("other", other.value())
                .query(Boolean.class)
                .single();
    }

    /** A pair a reviewer has decided about stays decided. */
    void note(PersonId one, PersonId other, Match match) {
        // PostgreSQL orders UUIDs by their bytes, Java by signed halves: the database decides which comes first
        sql.sql("""
                        insert into person_candidate (first, second, score, reasons, found_at)
                        values (least(:one::uuid, :other::uuid), greatest(:one::uuid, :other::uuid), :score, :reasons::text[], :now)
                        on conflict (first, second) do update
                        set score = excluded.score, reasons = excluded.reasons
                        where person_candidate.state = 'open'
                        """)
                .param("one", one.value())
                .param("other", other.value())
                .param("score", match.score())
                .param("reasons", match.reasons().stream().sorted().map(Enum::name).toArray(String[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
