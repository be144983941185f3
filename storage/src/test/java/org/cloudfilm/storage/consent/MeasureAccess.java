package org.cloudfilm.storage.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloudfilm.storage.consent.AccessDecision.Granted;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.catalogue.FilmLevel;
import org.cloudfilm.storage.film.catalogue.FilmQuery;
import org.cloudfilm.storage.film.catalogue.FilmSearch;
import org.junit.jupiter.api.Test;

/**
 * How long decisions and the searches they narrow take among 100,000 films and as many records of 30,000 persons in two
 * hospitals, 3,000 of them in Lishui now. Run by name: {@code -Dtest=MeasureAccess}.
 */
class MeasureAccess {

    private static final int PERSONS = 30_000;
    private static final int STUDIES = 100_000;
    private static final int TIMES = 100;

    private final AccessStory story = new AccessStory();
    private final FilmSearch films = new FilmSearch(story.sql);

    @Test
    void measure() {
        story.now = Instant.now();
        fill();
        RuledAccess optIn = story.access();
        RuledAccess optOut = story.access(AccessStory.optOut(), Freshness.asked(story.dataSource));
        Requester system = new Requester.HospitalSystem("his", AccessStory.LISHUI);
        time("search by the hospital's system", () -> search(optIn, system));
        time("search by a clinician, nobody in reach", () -> search(optIn, AccessStory.WANG));
        consents(1);
        time("one in reach", () -> search(optIn, AccessStory.WANG));
        consents(3000);
        time("3000 in reach", () -> search(optIn, AccessStory.WANG));
        time("opt-out, 3000 in reach", () -> search(optOut, AccessStory.WANG));
        List<StudyUid> own = story.sql.sql("select uid from study where hospital = 'lishui' and received_at > now() - interval '80 days' limit 400")
                .query((row, n) -> new StudyUid(row.getString(1))).list();
        List<StudyUid> others = story.sql.sql("""
                        select uid from study s join patient p on p.id = s.patient
                        where s.hospital = 'jinyun' and p.person_id in (select person_id from consent_grant) limit 400
                        """)
                .query((row, n) -> new StudyUid(row.getString(1))).list();
        int[] at = {0};
        time("first look at an own film", () -> open(optIn, own.get(at[0]++ % own.size())));
        time("first look at another hospital's", () -> open(optIn, others.get(at[0]++ % others.size())));
        try (LeasedFreshness fresh = LeasedFreshness.start(story.dataSource)) {
            RuledAccess leased = story.access(AccessSettings.USUAL, fresh);
            while (fresh.stamp() == Freshness.NONE) {
                Thread.onSpinWait();
            }
            time("a frame of a viewing", () -> open(leased, others.getFirst()));
            AccessChanges changes = new AccessChanges(story.dataSource);
            time("narrowing, answered", () -> {
                changes.narrowed();
                changes.awaitAll();
                return null;
            });
        }
        story.close();
    }

    private Object search(Access access, Requester who) {
        SearchPermit permit = ((Granted<SearchPermit>) access.decide(
                        new AccessRequest.SearchFilms(who, Optional.empty(), Purpose.TREAT)))
                .permit();
        return films.find(permit, new FilmQuery(
                FilmLevel.STUDY, Optional.empty(), Optional.empty(), List.of(), false, 0, 100));
    }

    private static Object open(Access access, StudyUid study) {
        if (!AccessStory.opens(access, AccessStory.WANG, study)) {
            throw new IllegalStateException("not opened");
        }
        return study;
    }

    private static void time(String what, Supplier<Object> work) {
        long[] nanos = new long[TIMES];
        for (int i = -TIMES / 4; i < TIMES; i++) {
            long begin = System.nanoTime();
            work.get();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        System.out.printf("%-45s median %8.3f ms, p99 %8.3f ms%n", what, nanos[TIMES / 2] / 1e6,
                nanos[TIMES * 99 / 100] / 1e6);
    }

    private void consents(int count) {
        story.sql.sql("""
                        insert into consent_grant (person_id, hospital, starts, ends)
                        select p.person_id, 'lishui', :from, :until from visit v
                        join patient_record p on p.subject = v.subject where v.open limit :count
                        """)
                .param("from", story.now.minus(Duration.ofHours(1)).atOffset(java.time.ZoneOffset.UTC))
                .param("until", story.now.plus(Duration.ofDays(7)).atOffset(java.time.ZoneOffset.UTC))
                .param("count", count)
                .update();
        story.sql.sql("analyze").update();
    }

    private void fill() {
        story.sql.sql("insert into person (id) select md5(n::text)::uuid from generate_series(1, :persons) n")
                .param("persons", PERSONS).update();
        story.sql.sql("""
                        insert into patient (hospital, patient_id, person_id)
                        select h, 'p' || n, md5(n::text)::uuid
                        from generate_series(1, :persons) n, unnest(array['lishui', 'jinyun']) h
                        """)
                .param("persons", PERSONS).update();
        story.sql.sql("""
                        insert into study (uid, hospital, patient, attributes, received_at, updated_at, study_date)
                        select '1.9.' || n, p.hospital, p.id, '{}', t.at, t.at, t.at::date
                        from generate_series(1, :studies) n
                        join patient p on p.id = 1 + n % (2 * :persons)
                        cross join lateral (select now() - (n % 1000) * interval '1 day' as at) t
                        """)
                .param("studies", STUDIES).param("persons", PERSONS).update();
        story.sql.sql("""
                        insert into record (rid, self, type, id, version, updated_at, hospital, subject, content)
                        select n * 2 + k, n * 2 + k, 1, 'm' || n || '-' || k, 1, now(), (array['lishui', 'jinyun'])[k + 1],
                          n * 2 + k, '{}'
                        from generate_series(1, :persons) n, generate_series(0, 1) k
                        """)
                .param("persons", PERSONS).update();
        story.sql.sql("""
                        insert into patient_record (subject, rid, hospital, person_id)
                        select rid, rid, hospital, md5((rid / 2)::text)::uuid from record
                        """).update();
        story.sql.sql("""
                        insert into visit (self, id, hospital, subject, open, started_at, ended_at)
                        select subject, 'v' || subject, hospital, subject, rid % 20 = 0, now() - interval '300 days',
                          case when rid % 20 <> 0 then now() - interval '200 days' end
                        from patient_record where hospital = 'lishui'
                        """).update();
        story.sql.sql("analyze").update();
    }
}
