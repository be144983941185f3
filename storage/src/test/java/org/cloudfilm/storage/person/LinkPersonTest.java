package org.cloudfilm.storage.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.StrongNumber.Kind;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LinkPersonTest {

    private static final TestDatabase db = TestDatabase.create();
    private static final HospitalId LISHUI = new HospitalId("lishui");
    private static final HospitalId JINYUN = new HospitalId("jinyun");
    private static final LocalDate BORN = LocalDate.of(1980, 1, 1);
    private static final LocalDate LATER = LocalDate.of(2011, 7, 9);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private final JdbcClient sql = JdbcClient.create(db.dataSource());
    private final LinkPerson linkPerson = new LinkPerson(db.dataSource(), InstantSource.system());
    private final PersonReview review = new PersonReview(db.dataSource(), entry -> {}, InstantSource.system());

    @AfterAll
    static void closeDatabase() {
        db.close();
    }

    @BeforeEach
    void nobody() {
        sql.sql("truncate person cascade").update();
    }

    @Test
    void sameNumberFromTwoHospitals_isOnePerson() {
        PersonId first = link(LISHUI, "L1", resident(101), BORN, "zhang san", "张 三");
        PersonId second = link(JINYUN, "J1", resident(101), BORN, "张 三");

        assertThat(first).isEqualTo(second);
        assertThat(new PersonDirectory(db.dataSource()).find(residentId(101))).contains(first);
    }

    @Test
    void nameLearntOnTheWay_countsNextTime() {
        PersonId person = link(LISHUI, "L1", resident(102), BORN, "li si", "李 四");
        link(LISHUI, "L2", resident(102), BORN, "李 四", "lee si");

        assertThat(link(JINYUN, "J1", resident(102), BORN, "lee si")).isEqualTo(person);
    }

    @Test
    void anotherNameUnderTheNumber_isAnotherPersonAndADoubt() {
        PersonId wang = link(LISHUI, "L1", resident(103), BORN, "王 五");
        PersonId zhao = link(JINYUN, "J1", resident(103), BORN, "赵 六");

        assertThat(zhao).isNotEqualTo(wang);
        assertThat(review.open(10, 0)).singleElement().satisfies(pair ->
                assertThat(pair.reasons()).contains(MatchReason.SAME_NUMBER, MatchReason.OTHER_NAME));
        assertThat(new PersonDirectory(db.dataSource()).find(residentId(103))).contains(wang);
    }

    @Test
    void birthDateContradictsOrIsMissing_theNumberCountsForNothing() {
        link(LISHUI, "L1", resident(104), BORN.plusDays(1), "a b");
        link(LISHUI, "L2", resident(104), null, "a b");

        assertThat(new PersonDirectory(db.dataSource()).find(residentId(104))).isEmpty();
    }

    @Test
    void hospitalsOwnNumber_linksWhatComesLaterWithoutAnyOther() {
        PersonId person = link(LISHUI, "L1", resident(105), BORN, "孙 七");

        assertThat(link(LISHUI, "L1", null, BORN, "孙 七")).isEqualTo(person);
        assertThat(link(JINYUN, "L1", null, BORN, "孙 七")).as("another hospital's L1 is somebody else")
                .isNotEqualTo(person);
    }

    @Test
    void aloneFirst_strongNumberLater_isMergedAndCanBeUndone() {
        PersonId known = link(JINYUN, "J1", resident(106), BORN, "周 八");
        PersonId alone = link(LISHUI, "L1", null, BORN, "周 八");
        assertThat(alone).isNotEqualTo(known);

        assertThat(link(LISHUI, "L1", resident(106), BORN, "周 八")).isEqualTo(known);
        assertThat(review.open(10, 0)).isEmpty();
        long merge = review.merges(10, 0).getFirst().id();
        assertThat(review.undo(merge, "reviewer", "not him")).isTrue();
        assertThat(personOf(LISHUI, "L1")).isEqualTo(alone);
        assertThat(personOf(JINYUN, "J1")).isEqualTo(known);
        assertThat(review.undo(merge, "reviewer", "again")).isFalse();
    }

    @Test
    void newbornGetsItsName_staysTheSamePerson() {
        PersonId newborn = link(LISHUI, "B1", null, LocalDate.of(2026, 11, 20), "陈芳之子");
        PersonId named = link(LISHUI, "B1", number(Kind.BIRTH_CERTIFICATE, "T123456789"), LocalDate.of(2026, 11, 20), "陈 小宝");

        assertThat(named).isEqualTo(newborn);
        assertThat(link(JINYUN, "X", number(Kind.BIRTH_CERTIFICATE, "T123456789"), LocalDate.of(2026, 11, 20), "陈 小宝"))
                .isEqualTo(newborn);
    }

    @Test
    void numberGivenToSomebodyElse_eachKeepsWhatIsHis() {
        PersonId wu = link(LISHUI, "L1", null, BORN, "吴 九");
        film("L1", wu);
        PersonId zheng = link(LISHUI, "L1", null, LATER, "郑 十");

        assertThat(zheng).isNotEqualTo(wu);
        assertThat(personOf(LISHUI, "L1")).as("who has the number now").isEqualTo(zheng);
        assertThat(personOfFilm("L1")).isEqualTo(wu);
        assertThat(namesOf(wu)).containsExactly("吴九");
        assertThat(namesOf(zheng)).containsExactly("郑十");
        assertThat(link(LISHUI, "L1", null, LATER, "郑 十一")).as("a corrected name").isEqualTo(zheng);
    }

    @Test
    void whoHadTheNumberBefore_isFoundByHisSpelling_andTheNumberStaysWhereItIs() {
        PersonId wu = link(LISHUI, "L1", null, BORN, "吴 九");
        PersonId zheng = link(LISHUI, "L1", null, LATER, "郑 十");

        assertThat(link(LISHUI, "L1", null, BORN, "吴 九")).isEqualTo(wu);
        assertThat(link(LISHUI, "L1", null, null, "吴 九")).as("his name without a birth date").isEqualTo(wu);
        assertThat(link(LISHUI, "L1", null, BORN, "吴 久久")).as("his birth date").isEqualTo(wu);
        assertThat(personOf(LISHUI, "L1")).isEqualTo(zheng);
        assertThat(link(LISHUI, "L1", null, LocalDate.of(1950, 3, 4), "冯 一")).isNotIn(wu, zheng);
        assertThat(countIdentities("L1")).isEqualTo(3);
    }

    @Test
    void oldNumberBesideANewOne_isStillHis() {
        PersonId wu = link(LISHUI, "L1", null, BORN, "吴 九");
        PersonId zheng = link(LISHUI, "L1", null, LATER, "郑 十");

        assertThat(linkPerson.link(identification(LISHUI, List.of("L9", "L1"), List.of(), BORN, "吴 九")).person()).isEqualTo(wu);
        assertThat(linkPerson.link(identification(LISHUI, List.of("L8", "L1"), List.of(), LATER, "郑 十")).person()).isEqualTo(zheng);
        PersonId child = linkPerson.link(identification(LISHUI, List.of("L7", "L1"), List.of(), TODAY, "郑十之子")).person();
        assertThat(child).isNotIn(wu, zheng);
        assertThat(personOf(LISHUI, "L1")).isEqualTo(zheng);
        assertThat(countIdentities("L1")).isEqualTo(2);
    }

    @Test
    void whoHadTheNumberBefore_isMergedByAStrongNumber_andPartedAgain_withHisFilms() {
        PersonId wu = link(LISHUI, "L1", null, BORN, "吴 九");
        film("L1", wu);
        PersonId zheng = link(LISHUI, "L1", null, LATER, "郑 十");
        PersonId known = link(JINYUN, "J1", resident(113), BORN, "吴 九");

        assertThat(link(LISHUI, "L1", resident(113), BORN, "吴 九")).isEqualTo(known);
        assertThat(personOfFilm("L1")).isEqualTo(known);
        assertThat(review.undo(review.merges(10, 0).getFirst().id(), "reviewer", "not him")).isTrue();
        assertThat(personOfFilm("L1")).isEqualTo(wu);
        assertThat(personOf(LISHUI, "L1")).isEqualTo(zheng);
    }

    @Test
    void numberGivenToSomebodyElse_afterAMerge_whichIsUndone_staysTheNewOnes() {
        PersonId known = link(JINYUN, "J1", resident(114), BORN, "吴 九");
        PersonId wu = link(LISHUI, "L1", null, BORN, "吴 九");
        film("L1", wu);
        assertThat(link(LISHUI, "L1", resident(114), BORN, "吴 九")).isEqualTo(known);
        PersonId zheng = link(LISHUI, "L1", null, LATER, "郑 十");
        assertThat(personOfFilm("L1")).isEqualTo(known);

        assertThat(review.undo(review.merges(10, 0).getFirst().id(), "reviewer", "not him")).isTrue();

        assertThat(personOfFilm("L1")).isEqualTo(wu);
        assertThat(personOf(LISHUI, "L1")).isEqualTo(zheng);
        assertThat(link(LISHUI, "L1", null, BORN, "吴 九")).isEqualTo(wu);
    }

    @Test
    void numberGivenToWhomTheStateKnows_isHis_andLeavesTheOtherHisOwn() {
        PersonId wu = link(LISHUI, "L1", null, LATER, "吴 九");
        PersonId zheng = link(JINYUN, "J1", resident(115), BORN, "郑 十");

        assertThat(link(LISHUI, "L1", resident(115), BORN, "郑 十")).isEqualTo(zheng);
        assertThat(personOf(LISHUI, "L1")).isEqualTo(zheng);
        assertThat(namesOf(wu)).containsExactly("吴九");
    }

    @Test
    void twoUnderOneNumberAtOnce_areTwo() throws Exception {
        List<Callable<PersonId>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean wu = i % 2 == 0;
            calls.add(() -> wu ? link(LISHUI, "L1", null, BORN, "吴 九") : link(LISHUI, "L1", null, LATER, "郑 十"));
        }
        Set<PersonId> results = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<PersonId> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        }

        assertThat(results).hasSize(2);
        assertThat(countIdentities("L1")).isEqualTo(2);
        assertThat(personOf(LISHUI, "L1")).isIn(results);
    }

    @Test
    void twoNumbersSeenApart_thenTogether_areOnePersonWithAllTheyHave() {
        PersonId clinic = link(LISHUI, "O1", null, BORN, "许 一");
        PersonId ward = link(LISHUI, "I1", null, BORN, "许 一");
        assertThat(ward).isNotEqualTo(clinic);
        film("I1", ward);

        PersonId one = linkPerson.link(identification(LISHUI, List.of("O1", "I1"), List.of(), BORN, "许 一")).person();

        assertThat(one).isEqualTo(clinic);
        assertThat(personOf(LISHUI, "I1")).isEqualTo(one);
        assertThat(personOfFilm("I1")).as("films go with their number").isEqualTo(one);
        assertThat(review.open(10, 0)).isEmpty();
        PersonReview.Merge merge = review.merges(10, 0).getFirst();
        assertThat(review.undo(merge.id(), "reviewer", "two after all")).isTrue();
        assertThat(personOfFilm("I1")).isEqualTo(ward);
        linkPerson.link(identification(LISHUI, List.of("O1", "I1"), List.of(), BORN, "许 一"));
        assertThat(personOf(LISHUI, "I1")).as("what a reviewer has parted stays so").isEqualTo(ward);
    }

    @Test
    void secondNumberOfSomebodyElse_staysTheirs() {
        PersonId mother = link(LISHUI, "M1", resident(107), BORN, "陈 芳");
        film("M1", mother);
        LocalDate today = LocalDate.of(2026, 11, 20);
        PersonId child = linkPerson.link(identification(LISHUI, List.of("B1", "M1"), List.of(), today, "陈芳之子")).person();

        assertThat(child).isNotEqualTo(mother);
        assertThat(personOf(LISHUI, "M1")).isEqualTo(mother);
        assertThat(link(LISHUI, "M1", null, BORN, "陈 芳")).isEqualTo(mother);
    }

    @Test
    void twoNumbersOfTwoResidentIds_saidToBeOnePatients_areForAReviewer() {
        PersonId one = link(LISHUI, "O1", resident(108), BORN, "许 二");
        PersonId other = link(LISHUI, "I1", resident(109), BORN, "许 二");

        linkPerson.link(identification(LISHUI, List.of("O1", "I1"), List.of(), BORN, "许 二"));

        assertThat(personOf(LISHUI, "O1")).isEqualTo(one);
        assertThat(personOf(LISHUI, "I1")).isEqualTo(other);
        assertThat(review.open(10, 0)).singleElement()
                .satisfies(pair -> assertThat(pair.reasons()).contains(MatchReason.HOSPITAL_SAYS));
    }

    @Test
    void mergedWhileAMessageOfItComes_isTheSurvivors() throws Exception {
        PersonId alone = link(LISHUI, "L1", null, BORN, "吕 一");
        PersonId known = link(JINYUN, "J1", resident(111), BORN, "吕 一");
        long pair = review.open(10, 0).getFirst().id();
        CountDownLatch merging = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        PersonReview slow = new PersonReview(db.dataSource(), entry -> {}, InstantSource.system(), persons -> {
            merging.countDown();
            await(goOn);
        });
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> merged = threads.submit(() -> slow.merge(pair, "reviewer", "the same"));
            await(merging);
            Future<PersonId> linked = threads.submit(() -> link(LISHUI, "L1", resident(112), BORN, "吕 一"));
            while (!linked.isDone() && !waits()) {
                Thread.onSpinWait();
            }
            goOn.countDown();

            assertThat(merged.get()).isTrue();
            assertThat(linked.get()).isEqualTo(known).isNotEqualTo(alone);
        }
        assertThat(personOf(LISHUI, "L1")).isEqualTo(known);
        assertThat(new PersonDirectory(db.dataSource()).find(residentId(112))).contains(known);
    }

    private boolean waits() {
        return sql.sql("""
                        select exists (select from pg_stat_activity
                          where datname = current_database() and wait_event_type = 'Lock')
                        """)
                .query(Boolean.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void film(String number, PersonId person) {
        sql.sql("""
                        insert into patient (hospital, patient_id, person_id, identity)
                        select 'lishui', :number, :person, id from identity where hospital = 'lishui' and value = :number
                        """)
                .param("number", number)
                .param("person", person.value())
                .update();
    }

    private PersonId personOfFilm(String number) {
        return new PersonId(sql.sql("select person_id from patient where patient_id = :number")
                .param("number", number)
                .query(UUID.class)
                .single());
    }

    @Test
    void sameNameAndBirthDateWithoutNumber_isADoubtAndNoLink() {
        PersonId one = link(LISHUI, "L1", null, BORN, "张 三");
        PersonId other = link(JINYUN, "J1", null, BORN, "张 三");

        assertThat(other).isNotEqualTo(one);
        assertThat(review.open(10, 0)).singleElement().satisfies(pair -> {
            assertThat(Set.of(pair.first(), pair.second())).containsExactlyInAnyOrder(one, other);
            assertThat(pair.score()).isGreaterThanOrEqualTo(Match.WORTH_A_LOOK);
        });
    }

    @Test
    void passportOfTwoCountries_areTwo() {
        PersonId usa = link(LISHUI, "L1", number(Kind.PASSPORT, "USA:123456789"), BORN, "john smith");
        PersonId again = link(JINYUN, "J1", number(Kind.PASSPORT, "USA:123456789"), BORN, "john smith");
        PersonId other = link(JINYUN, "J2", number(Kind.PASSPORT, "CAN:123456789"), BORN, "john smith");

        assertThat(again).isEqualTo(usa);
        assertThat(other).isNotEqualTo(usa);
    }

    @Test
    void manyFirstMessagesAtOnce_makeOnePerson() throws Exception {
        List<Callable<PersonId>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            HospitalId hospital = i % 2 == 0 ? LISHUI : JINYUN;
            String local = "N" + i % 7;
            calls.add(() -> link(hospital, local, resident(107), BORN, "sun qi"));
        }
        Set<PersonId> results = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (Future<PersonId> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        }

        assertThat(results).hasSize(1);
        assertThat(sql.sql("select count(*) from person").query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void manyPatientsInOppositeOrders_doNotBlockEachOther() throws Exception {
        List<Identification> patients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            patients.add(identification(LISHUI, "D" + i, List.of(resident(200 + i)), BORN, "qian " + i));
        }
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Identification> order = i % 2 == 0 ? patients : patients.reversed();
            calls.add(() -> linkPerson.linkAll(order).size());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> result : threads.invokeAll(calls)) {
                assertThat(result.get()).isEqualTo(20);
            }
        }

        assertThat(sql.sql("select count(*) from person").query(Long.class).single()).isEqualTo(20);
    }

    private List<String> namesOf(PersonId person) {
        return sql.sql("select n.name_key from identity_name n join identity i on i.id = n.identity where i.person_id = :person")
                .param("person", person.value())
                .query(String.class)
                .list();
    }

    private long countIdentities(String value) {
        return sql.sql("select count(*) from identity where value = :value").param("value", value).query(Long.class).single();
    }

    /** Who has the number now. */
    private PersonId personOf(HospitalId hospital, String local) {
        return new PersonId(sql.sql("""
                        select person_id from identity where hospital = :hospital and value = :value and former is null
                        """)
                .param("hospital", hospital.value())
                .param("value", local)
                .query(UUID.class)
                .single());
    }

    private PersonId link(HospitalId hospital, String local, StrongNumber strong, LocalDate born, String... names) {
        List<StrongNumber> numbers = strong == null ? List.of() : List.of(strong);
        return linkPerson.link(identification(hospital, local, numbers, born, names)).person();
    }

    private static Identification identification(
            HospitalId hospital, String local, List<StrongNumber> strong, LocalDate born, String... names) {
        return identification(hospital, List.of(local), strong, born, names);
    }

    private static Identification identification(
            HospitalId hospital, List<String> local, List<StrongNumber> strong, LocalDate born, String... names) {
        return new Identification(
                hospital,
                local.stream().map(one -> new PatientNumber("urn:cloudfilm:hospital:" + hospital + ":patient", one)).toList(),
                strong,
                Traits.of(Set.of(names), Optional.ofNullable(born)));
    }

    private static StrongNumber number(Kind kind, String value) {
        return new StrongNumber(kind, value);
    }

    private static StrongNumber resident(int serial) {
        return StrongNumber.of(residentId(serial));
    }

    /** A valid number of somebody born on 1980-01-01, with the check character computed by trial. */
    private static ResidentId residentId(int serial) {
        String body = "34052419800101" + "%03d".formatted(serial);
        return "0123456789X".chars()
                .mapToObj(check -> ResidentId.parse(body + (char) check))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }
}
