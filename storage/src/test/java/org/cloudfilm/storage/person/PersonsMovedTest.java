package org.cloudfilm.storage.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process that did not merge hears of it. */
class PersonsMovedTest {

    private static final HospitalId LISHUI = new HospitalId("lishui");
    private static final StrongNumber NUMBER = StrongNumber.of(new ResidentId("34052419800101001X"));

    private final TestDatabase db = TestDatabase.create();
    private final LinkPerson linkPerson = new LinkPerson(db.dataSource(), InstantSource.system());
    private final LinkedBlockingQueue<String> forgotten = new LinkedBlockingQueue<>();

    @AfterEach
    void closeDatabase() {
        db.close();
    }

    @Test
    void mergeByANumber_isHeard() throws Exception {
        try (PersonsMoved moved = PersonsMoved.tell(db.dataSource(), () -> forgotten.add("forgotten"))) {
            assertThat(forgotten.poll(30, TimeUnit.SECONDS)).as("what was missed before").isNotNull();
            linkPerson.link(who("A", List.of()));
            linkPerson.link(who("B", List.of(NUMBER)));
            assertThat(forgotten).isEmpty();

            linkPerson.link(who("A", List.of(NUMBER)));

            assertThat(forgotten.poll(30, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void lostConnection_isTakenForAMerge_andMadeAnew() throws Exception {
        try (PersonsMoved moved = PersonsMoved.tell(db.dataSource(), () -> forgotten.add("forgotten"))) {
            assertThat(forgotten.poll(30, TimeUnit.SECONDS)).isNotNull();

            JdbcClient.create(db.dataSource())
                    .sql("select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and pid <> pg_backend_pid()")
                    .query((row, n) -> n)
                    .list();

            assertThat(forgotten.poll(30, TimeUnit.SECONDS)).as("nothing is heard").isNotNull();
            assertThat(forgotten.poll(30, TimeUnit.SECONDS)).as("heard again").isNotNull();
        }
    }

    private static Identification who(String local, List<StrongNumber> strong) {
        return new Identification(
                LISHUI,
                List.of(new PatientNumber("urn:cloudfilm:hospital:lishui:patient", local)),
                strong,
                Traits.of(Set.of("张三"), Optional.of(LocalDate.of(1980, 1, 1))));
    }
}
