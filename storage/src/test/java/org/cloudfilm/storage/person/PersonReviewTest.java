package org.cloudfilm.storage.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two patients without a number of the state, one name, one birthday: a reviewer decides. */
class PersonReviewTest {

    private static final TestDatabase db = TestDatabase.create();
    private static final LocalDate BORN = LocalDate.of(1975, 6, 30);
    private static final StrongNumber NUMBER = new StrongNumber(StrongNumber.Kind.INSURANCE, "33110000012345");

    private final JdbcClient sql = JdbcClient.create(db.dataSource());
    private final List<AuditEntry> trail = new ArrayList<>();
    private final LinkPerson linkPerson = new LinkPerson(db.dataSource(), InstantSource.system());
    private final PersonReview review = new PersonReview(db.dataSource(), trail::add, InstantSource.system());

    private PersonId lishuis;
    private PersonId jinyuns;

    @AfterAll
    static void closeDatabase() {
        db.close();
    }

    @BeforeEach
    void twoAlike() {
        sql.sql("truncate person, patient cascade").update();
        lishuis = arrives("lishui", "L1");
        jinyuns = arrives("jinyun", "J1");
        film("lishui", "L1", lishuis);
        film("jinyun", "J1", jinyuns);
    }

    @Test
    void merge_movesFilmsAlong_isAudited() {
        PersonReview.Pair pair = review.open(10, 0).getFirst();
        assertThat(review.look(pair, "reviewer", false)).hasSize(2);

        assertThat(review.merge(pair.id(), "reviewer", "phoned both hospitals")).isTrue();

        assertThat(personsOfFilms()).containsOnly(lishuis);
        assertThat(arrives("jinyun", "J1")).isEqualTo(lishuis);
        assertThat(review.open(10, 0)).isEmpty();
        assertThat(trail).extracting(AuditEntry::action).containsExactly("look-at-persons", "merge-persons");
    }

    @Test
    void undo_movesBackWithWhatArrivedSince() {
        review.merge(review.open(10, 0).getFirst().id(), "reviewer", "same");
        film("jinyun", "J1", lishuis);

        assertThat(review.undo(review.merges(10, 0).getFirst().id(), "reviewer", "it was the cousin")).isTrue();

        assertThat(personOfFilm("lishui")).isEqualTo(lishuis);
        assertThat(personOfFilm("jinyun")).isEqualTo(jinyuns);
        arrives("jinyun", "J1");
        assertThat(review.open(10, 0)).as("known to be two, not proposed again").isEmpty();
    }

    @Test
    void undo_ofTheFirstOfTwoMerges_takesItsOwnIdentitiesOnly() {
        PersonId third = arrives("suichang", "S1");
        film("suichang", "S1", third);
        mergePair(lishuis, jinyuns);
        mergePair(lishuis, third);

        long first = review.merges(10, 0).getLast().id();
        review.undo(first, "reviewer", "wrong");

        assertThat(personOfFilm("jinyun")).isEqualTo(jinyuns);
        assertThat(personOfFilm("suichang")).isEqualTo(lishuis);
        assertThat(personOfFilm("lishui")).isEqualTo(lishuis);
    }

    @Test
    void undo_ofAMergeByANumber_isNotMergedByTheNextMessage() {
        PersonId holder = arrives("suichang", "S1", NUMBER);
        PersonId alone = arrives("suichang", "S2");
        assertThat(arrives("suichang", "S2", NUMBER)).isEqualTo(holder);

        review.undo(review.merges(10, 0).getFirst().id(), "reviewer", "the number was the mother's");

        assertThat(arrives("suichang", "S2", NUMBER)).isEqualTo(alone);
        assertThat(arrives("suichang", "S1", NUMBER)).isEqualTo(holder);
    }

    @Test
    void separate_isNotProposedAgain() {
        assertThat(review.separate(review.open(10, 0).getFirst().id(), "reviewer", "two people")).isTrue();
        arrives("jinyun", "J1");

        assertThat(review.open(10, 0)).isEmpty();
        assertThat(personOfFilm("jinyun")).isEqualTo(jinyuns);
    }

    @Test
    void manyReviewersAtOnce_oneDecides() throws Exception {
        long pair = review.open(10, 0).getFirst().id();
        PersonReview shared = new PersonReview(db.dataSource(), entry -> {}, InstantSource.system());
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int n = i;
            calls.add(() -> n % 2 == 0 ? shared.merge(pair, "r" + n, "one") : shared.separate(pair, "r" + n, "two"));
        }
        int decided = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                decided += call.get() ? 1 : 0;
            }
        }

        assertThat(decided).isEqualTo(1);
    }

    private void mergePair(PersonId one, PersonId other) {
        PersonReview.Pair pair = review.open(10, 0).stream()
                .filter(open -> Set.of(open.first(), open.second()).equals(Set.of(one, other)))
                .findFirst()
                .orElseThrow();
        review.merge(pair.id(), "reviewer", "same");
    }

    private PersonId arrives(String hospital, String local, StrongNumber... numbers) {
        HospitalId id = new HospitalId(hospital);
        return linkPerson.link(new Identification(
                        id,
                        List.of(new PatientNumber("urn:cloudfilm:hospital:" + id + ":patient", local)),
                        List.of(numbers),
                        new Traits(Set.of("林 小雨"), Optional.of(BORN), "F", "", false)))
                .person();
    }

    private void film(String hospital, String local, PersonId person) {
        sql.sql("""
                        insert into patient (hospital, patient_id, person_id, identity)
                        values (:hospital, :local, :person,
                          (select id from identity where hospital = :hospital and value = :local))
                        on conflict (hospital, patient_id, issuer, identity) do update set person_id = excluded.person_id
                        """)
                .param("hospital", hospital)
                .param("local", local)
                .param("person", person.value())
                .update();
    }

    private PersonId personOfFilm(String hospital) {
        return new PersonId(sql.sql("select person_id from patient where hospital = :hospital")
                .param("hospital", hospital)
                .query(UUID.class)
                .single());
    }

    private List<PersonId> personsOfFilms() {
        return sql.sql("select person_id from patient").query(UUID.class).list().stream().map(PersonId::new).toList();
    }
}
