package org.cloudfilm.storage.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LinkPersonTest {

    private static final TestDatabase db = TestDatabase.create();
    private static final LocalDate BORN = LocalDate.of(1980, 1, 1);

    private final LinkPerson linkPerson = new LinkPerson(db.dataSource());

    @AfterAll
    static void closeDatabase() {
        db.close();
    }

    @Test
    void link_sameNumberFromTwoHospitals_isOnePerson() {
        Optional<PersonId> first = linkPerson.link(known(101, BORN, "zhang^san", "张^三"));
        Optional<PersonId> second = linkPerson.link(known(101, BORN, "张^三"));

        assertThat(first).isPresent().isEqualTo(second);
        assertThat(new PersonDirectory(db.dataSource()).find(number(101))).isEqualTo(first);
    }

    @Test
    void link_nameLearntOnTheWay_countsNextTime() {
        linkPerson.link(known(102, BORN, "li^si", "李^四"));
        Optional<PersonId> otherSpelling = linkPerson.link(known(102, BORN, "李^四", "lee^si"));

        assertThat(linkPerson.link(known(102, BORN, "lee^si"))).isPresent().isEqualTo(otherSpelling);
    }

    @Test
    void link_anotherNameUnderTheNumber_staysUnlinked() {
        linkPerson.link(known(103, BORN, "wang^wu"));

        assertThat(linkPerson.link(known(103, BORN, "zhao^liu"))).isEmpty();
        assertThat(linkPerson.link(known(103, BORN, "wang^wu"))).isPresent();
    }

    @Test
    void link_birthDateContradictsOrIsMissing_staysUnlinked() {
        assertThat(linkPerson.link(known(104, BORN.plusDays(1), "a^b"))).isEmpty();
        assertThat(linkPerson.link(known(104, null, "a^b"))).isEmpty();
        assertThat(new PersonDirectory(db.dataSource()).find(number(104))).isEmpty();
    }

    @Test
    void link_withoutNumberOrName_staysUnlinked() {
        assertThat(linkPerson.link(new Identification(Optional.empty(), Optional.of(BORN), Set.of("a^b")))).isEmpty();
        assertThat(linkPerson.link(known(105, BORN))).isEmpty();
    }

    @Test
    void link_manyFirstMessagesAtOnce_makeOnePerson() throws Exception {
        List<Callable<Optional<PersonId>>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(() -> linkPerson.link(known(106, BORN, "sun^qi")));
        }
        Set<Optional<PersonId>> results = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (Future<Optional<PersonId>> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        }

        assertThat(results).hasSize(1).allMatch(Optional::isPresent);
        assertThat(JdbcClient.create(db.dataSource())
                        .sql("select count(*) from person p where not exists"
                                + " (select from person_identifier i where i.person_id = p.id)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static Identification known(int serial, LocalDate born, String... names) {
        return new Identification(Optional.of(number(serial)), Optional.ofNullable(born), Set.of(names));
    }

    /** A valid number of somebody born on 1980-01-01, with the check character computed by trial. */
    private static ResidentId number(int serial) {
        String body = "34052419800101" + "%03d".formatted(serial);
        return "0123456789X".chars()
                .mapToObj(check -> ResidentId.parse(body + (char) check))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }
}
