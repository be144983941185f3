package org.cloudfilm.storage.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cloudfilm.storage.consent.AccessStory.JINYUN;
import static org.cloudfilm.storage.consent.AccessStory.LISHUI;
import static org.cloudfilm.storage.consent.AccessStory.WANG;
import static org.cloudfilm.storage.consent.AccessStory.opens;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.person.Identification;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.PersonReview;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.person.StrongNumber;
import org.cloudfilm.storage.person.Traits;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.visit.VisitRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class FreshnessTest {

    private static final StrongNumber NUMBER = StrongNumber.of(new ResidentId("11010519491231002X"));

    private final AccessStory story = new AccessStory();
    private final AccessChanges changes = new AccessChanges(story.dataSource);
    private final TransactionTemplate transactions =
            new TransactionTemplate(new DataSourceTransactionManager(story.dataSource));
    private final PersonId zhang = story.person(AccessStory.ZHANG_SAN);
    private final StudyUid film = story.film(JINYUN, zhang);

    FreshnessTest() {
        story.visit(story.patient(LISHUI, zhang), LISHUI, null);
    }

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void revocationAnswered_noReadThatBeginsAfterIt_succeedsInAnyProcess() throws Exception {
        try (LeasedFreshness one = LeasedFreshness.start(story.dataSource);
                LeasedFreshness two = LeasedFreshness.start(story.dataSource);
                ExecutorService readers = Executors.newCachedThreadPool()) {
            RuledAccess[] processes = {story.access(AccessSettings.USUAL, one), story.access(AccessSettings.USUAL, two)};
            eventually(() -> one.stamp() != Freshness.NONE && two.stamp() != Freshness.NONE);
            for (int round = 0; round < 20; round++) {
                UUID consent = story.consent(zhang, LISHUI, 7);
                AtomicBoolean answered = new AtomicBoolean();
                AtomicBoolean enough = new AtomicBoolean();
                AtomicInteger tooLate = new AtomicInteger();
                AtomicInteger granted = new AtomicInteger();
                List<Future<?>> all = new ArrayList<>();
                for (int reader = 0; reader < 6; reader++) {
                    RuledAccess process = processes[reader % 2];
                    all.add(readers.submit(() -> {
                        while (!enough.get()) {
                            boolean after = answered.get();
                            if (opens(process, WANG, film)) {
                                (after ? tooLate : granted).incrementAndGet();
                            }
                        }
                    }));
                }
                eventually(() -> granted.get() > 50);

                revoke(consent);
                answered.set(true);

                for (RuledAccess process : processes) {
                    assertThat(opens(process, WANG, film)).isFalse();
                }
                enough.set(true);
                for (Future<?> reader : all) {
                    reader.get(30, TimeUnit.SECONDS);
                }
                assertThat(tooLate).hasValue(0);
            }
        }
    }

    @Test
    void decisionOnItsWay_whileAccessIsNarrowed_isNotKept() throws Exception {
        UUID consent = story.consent(zhang, LISHUI, 7);
        CountDownLatch decided = new CountDownLatch(1);
        CountDownLatch revoked = new CountDownLatch(1);
        try (LeasedFreshness fresh = LeasedFreshness.start(story.dataSource)) {
            eventually(() -> fresh.stamp() != Freshness.NONE);
            RuledAccess slow = new RuledAccess(
                    story.dataSource,
                    entry -> {
                        decided.countDown();
                        await(revoked);
                    },
                    () -> story.now, AccessSettings.USUAL, fresh, LinkContents.NONE);
            Future<Boolean> before = CompletableFuture.supplyAsync(() -> opens(slow, WANG, film));
            await(decided);

            revoke(consent);
            revoked.countDown();

            assertThat(before.get(30, TimeUnit.SECONDS)).as("began before").isTrue();
            assertThat(opens(slow, WANG, film)).isFalse();
        }
    }

    @Test
    void processWithoutALease_keepsNothing() {
        try (LeasedFreshness fresh = LeasedFreshness.start(story.dataSource)) {
            eventually(() -> fresh.stamp() != Freshness.NONE);
            fresh.close();
            assertThat(fresh.stamp()).isEqualTo(Freshness.NONE);
            assertThat(story.sql.sql("select count(*) from access_node").query(Long.class).single()).isZero();

            RuledAccess access = story.access(AccessSettings.USUAL, fresh);
            UUID consent = story.consent(zhang, LISHUI, 7);
            assertThat(opens(access, WANG, film)).isTrue();
            assertThat(opens(access, WANG, film)).isTrue();
            assertThat(story.trail).hasSize(2);
            story.withdraw(consent);
            assertThat(opens(access, WANG, film)).as("nobody was told").isFalse();
        }
    }

    @Test
    void processThatDied_isAwaitedUntilItsLeaseIsOver() {
        story.sql.sql("""
                        insert into access_node (node, acknowledged, lease_until)
                        values (gen_random_uuid(), 1, clock_timestamp() + interval '1 second')
                        """)
                .update();
        changes.narrowed();
        changes.awaitAll();

        assertThat(story.sql.sql("select bool_and(lease_until <= clock_timestamp()) from access_node")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void lostConnection_newStamp_andHeardAgain() {
        try (LeasedFreshness fresh = LeasedFreshness.start(story.dataSource)) {
            eventually(() -> fresh.stamp() != Freshness.NONE);
            long before = fresh.stamp();
            story.sql.sql("""
                            select pg_terminate_backend(pid) from pg_stat_activity
                            where datname = current_database() and pid <> pg_backend_pid()
                              and query ilike '%access_node%'
                            """)
                    .query((row, n) -> n)
                    .list();
            changes.narrowed();
            changes.awaitAll();

            eventually(() -> fresh.stamp() != Freshness.NONE);
            assertThat(fresh.stamp()).isNotEqualTo(before);
            changes.narrowed();
            changes.awaitAll();
        }
    }

    @Test
    void mergeOfPersons_makesEarlierDecisionsVoid() {
        LinkPerson linkPerson = new LinkPerson(story.dataSource, () -> story.now);
        try (LeasedFreshness fresh = LeasedFreshness.start(story.dataSource)) {
            linkPerson.link(who("A", List.of()));
            linkPerson.link(who("B", List.of(NUMBER)));
            eventually(() -> fresh.stamp() != Freshness.NONE);
            long before = fresh.stamp();
            linkPerson.link(who("A", List.of(NUMBER)));
            changes.awaitAll();

            assertThat(fresh.stamp()).isNotEqualTo(before);
        }
    }

    @Test
    void reviewer_isAnsweredWhenAllHaveHeardOfTheMerge_andOfItsUndoing() {
        LinkPerson linkPerson = new LinkPerson(story.dataSource, () -> story.now);
        PersonReview review = new PersonReview(story.dataSource, entry -> {}, () -> story.now);
        linkPerson.link(who("A", List.of()));
        linkPerson.link(who("B", List.of()));
        try (LeasedFreshness fresh = LeasedFreshness.start(story.dataSource)) {
            eventually(() -> fresh.stamp() != Freshness.NONE);
            long before = fresh.stamp();
            assertThat(review.merge(review.page("li", 1, 0).pairs().getFirst().pair().id(), "li", "one")).isTrue();
            long merged = fresh.stamp();
            assertThat(review.undo(review.mergePage("li", 1, 0).merges().getFirst().id(), "li", "two")).isTrue();

            assertThat(List.of(before, merged, fresh.stamp())).doesNotHaveDuplicates();
        }
    }

    @Test
    void transactionThatNarrows_returnsWhenAllHaveHeard_oneThatDoesNotCostsNothing() {
        NarrowingTransactions narrowing = new NarrowingTransactions(story.dataSource);
        try (LeasedFreshness fresh = LeasedFreshness.start(story.dataSource)) {
            eventually(() -> fresh.stamp() != Freshness.NONE);
            for (int round = 0; round < 20; round++) {
                long before = fresh.stamp();
                narrowing.executeWithoutResult(status -> {
                    narrowing.executeWithoutResult(inner -> changes.narrowed());
                    changes.narrowed();
                });
                assertThat(fresh.stamp()).isNotEqualTo(before);
            }
            long number = generation();
            narrowing.executeWithoutResult(status -> story.consent(zhang, LISHUI, 7));
            assertThat(generation()).isEqualTo(number);
        }
    }

    private long generation() {
        return story.sql.sql("select number from access_generation").query(Long.class).single();
    }

    @Test
    void visitThatEnds_endsTheViewingsBegunUnderIt_andNoOthers() throws Exception {
        PersonId other = story.person();
        StudyUid others = story.film(JINYUN, other);
        RecordId visit = story.visit(story.patient(LISHUI, zhang), LISHUI, null);
        story.sql.sql("delete from visit where id <> :id").param("id", visit.id()).update();
        story.visit(story.patient(LISHUI, other), LISHUI, null);
        story.consent(zhang, LISHUI, 7);
        story.consent(other, LISHUI, 7);
        try (LeasedFreshness one = LeasedFreshness.start(story.dataSource);
                LeasedFreshness two = LeasedFreshness.start(story.dataSource)) {
            List<RuledAccess> processes =
                    List.of(story.access(AccessSettings.USUAL, one), story.access(AccessSettings.USUAL, two));
            eventually(() -> one.stamp() != Freshness.NONE && two.stamp() != Freshness.NONE);
            long stamp = one.stamp();
            for (RuledAccess process : processes) {
                assertThat(opens(process, WANG, film)).isTrue();
                assertThat(opens(process, WANG, others)).isTrue();
            }
            int written = story.trail.size();

            ends(visit);

            for (RuledAccess process : processes) {
                eventually(() -> !opens(process, WANG, film));
            }
            List<AuditEntry> after = List.copyOf(story.trail.subList(written, story.trail.size()));
            assertThat(after).allSatisfy(entry -> assertThat(entry.object()).isEqualTo(film.value()));
            for (RuledAccess process : processes) {
                assertThat(opens(process, WANG, others)).isTrue();
            }
            assertThat(story.trail).as("the other viewing goes on").hasSize(written + after.size());
            assertThat(one.stamp()).isEqualTo(stamp);
        }
    }

    private void ends(RecordId visit) throws SQLException {
        long subject = story.sql.sql("select subject from visit where id = :id").param("id", visit.id())
                .query(Long.class).single();
        try (Connection connection = story.dataSource.getConnection()) {
            new VisitRows(connection).changed(List.of(new VisitRows.Encounter(visit, LISHUI, subject,
                    "{\"resourceType\":\"Encounter\",\"status\":\"finished\"}".getBytes(StandardCharsets.UTF_8), story.now)));
        }
    }

    @Test
    void awaitAll_beforeTheCommit_isAMistake() {
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> changes.awaitAll()))
                .isInstanceOf(IllegalStateException.class);
    }

    private void revoke(UUID consent) {
        transactions.executeWithoutResult(status -> {
            story.withdraw(consent);
            changes.narrowed();
        });
        changes.awaitAll();
    }

    private static Identification who(String local, List<StrongNumber> strong) {
        return new Identification(
                LISHUI,
                List.of(new PatientNumber("urn:cloudfilm:hospital:lishui:patient", local)),
                strong,
                Traits.of(Set.of("张三"), Optional.of(LocalDate.of(1949, 12, 31))));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
