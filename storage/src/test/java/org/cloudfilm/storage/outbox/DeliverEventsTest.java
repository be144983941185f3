package org.cloudfilm.storage.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class DeliverEventsTest {

    private static final TestDatabase db = TestDatabase.create();
    private static final OutboxSettings SETTINGS = new OutboxSettings(
            4, Duration.ofMillis(20), Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(60), 3);

    private final Outbox outbox = new JdbcOutbox(db.dataSource());
    private final OutboxBacklog backlog = new OutboxBacklog(db.dataSource());
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");

    @AfterAll
    static void closeDatabase() {
        db.close();
    }

    @BeforeEach
    void empty() {
        JdbcClient.create(db.dataSource()).sql("truncate outbox").update();
        JdbcClient.create(db.dataSource())
                .sql("alter table outbox alter created_at set default '2026-11-22 07:00Z', alter due_at set default '2026-11-22 07:00Z'")
                .update();
    }

    @Test
    void rolledBackWork_leavesNoEvent() {
        new TransactionTemplate(new DataSourceTransactionManager(db.dataSource())).executeWithoutResult(status -> {
            outbox.add(event("a", 1));
            status.setRollbackOnly();
        });

        assertThat(delivery(e -> new Delivery.Done()).deliverOne()).isFalse();
    }

    @Test
    void eventsOfOneKey_keepTheirOrderThoughManyWork() throws Exception {
        Map<String, List<String>> seen = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(400);
        List<OutboxEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(event("key" + i % 10, i));
        }
        outbox.add(events);

        try (DeliverEvents deliver = delivery(event -> {
                    seen.computeIfAbsent(event.key(), key -> new CopyOnWriteArrayList<>()).add(event.payload());
                    all.countDown();
                    return new Delivery.Done();
                });
                DeliverEvents other = delivery(event -> {
                    seen.computeIfAbsent(event.key(), key -> new CopyOnWriteArrayList<>()).add(event.payload());
                    all.countDown();
                    return new Delivery.Done();
                })) {
            deliver.start();
            other.start();
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        }

        for (int key = 0; key < 10; key++) {
            List<String> expected = new ArrayList<>();
            for (int i = key; i < 400; i += 10) {
                expected.add("{\"n\":" + i + "}");
            }
            assertThat(seen.get("key" + key)).isEqualTo(expected);
        }
        assertThat(backlog.lines()).isEmpty();
    }

    @Test
    void failure_isTriedAgainLater_thenSetAsideAndShown_andTheKeyGoesOn() {
        outbox.add(List.of(event("a", 1), event("a", 2)));
        List<String> tried = new ArrayList<>();
        DeliverEvents deliver = delivery(event -> {
            tried.add(event.payload());
            return event.payload().contains("1") ? new Delivery.TryAgain("503") : new Delivery.Done();
        });

        assertThat(deliver.deliverOne()).isTrue();
        assertThat(deliver.deliverOne()).as("the key waits for its first event").isFalse();
        now = now.plusSeconds(1);
        assertThat(deliver.deliverOne()).isTrue();
        now = now.plusSeconds(1);
        assertThat(deliver.deliverOne()).as("the pause has doubled").isFalse();
        assertThat(backlog.lines()).singleElement().satisfies(line -> {
            assertThat(line.waiting()).isEqualTo(2);
            assertThat(line.failing()).isEqualTo(1);
        });
        now = now.plusSeconds(1);
        assertThat(deliver.deliverOne()).isTrue();

        assertThat(backlog.setAside(10)).singleElement().satisfies(trouble -> {
            assertThat(trouble.trouble()).isEqualTo("503");
            assertThat(trouble.tries()).isEqualTo(3);
        });
        assertThat(deliver.deliverOne()).isTrue();
        assertThat(tried).containsExactly("{\"n\":1}", "{\"n\":1}", "{\"n\":1}", "{\"n\":2}");
        assertThat(backlog.retry(backlog.setAside(10).getFirst().seq())).isTrue();
    }

    @Test
    void workerThatDied_itsEventIsTakenAgainAfterTheLease() {
        outbox.add(event("a", 1));
        takenByAProcessThatDies();

        DeliverEvents other = delivery(event -> new Delivery.Done());
        assertThat(other.deliverOne()).as("still leased").isFalse();
        now = now.plus(SETTINGS.lease()).plusSeconds(1);
        assertThat(other.deliverOne()).isTrue();
        assertThat(backlog.lines()).isEmpty();
    }

    @Test
    void eventThatKillsWhoeverTakesIt_isSetAsideInTheEnd() {
        outbox.add(List.of(event("a", 1), event("a", 2)));
        for (int n = 0; n < SETTINGS.tries(); n++) {
            takenByAProcessThatDies();
            now = now.plus(SETTINGS.lease()).plusSeconds(1);
        }
        List<String> tried = new ArrayList<>();
        DeliverEvents other = delivery(event -> {
            tried.add(event.payload());
            return new Delivery.Done();
        });

        assertThat(other.deliverOne()).isTrue();
        assertThat(other.deliverOne()).isTrue();

        assertThat(tried).containsExactly("{\"n\":2}");
        assertThat(backlog.setAside(10)).extracting(OutboxBacklog.Trouble::trouble)
                .containsExactly("nobody who took it came back");
    }

    private void takenByAProcessThatDies() {
        assertThat(JdbcClient.create(db.dataSource())
                .sql("update outbox set tries = tries + 1, due_at = :lease where seq = (select min(seq) from outbox)")
                .param("lease", now.plus(SETTINGS.lease()).atOffset(ZoneOffset.UTC))
                .update()).isOne();
    }

    @Test
    void handlerOutOfStackOrMemory_isTriedThreeTimes_thenSetAside_andItsWorkerGoesOn() throws Exception {
        CountDownLatch others = new CountDownLatch(58);
        for (int i = 0; i < 20; i++) {
            outbox.add(List.of(event("stack", i), event("memory", i), event("fine" + i, i)));
        }
        OutboxSettings oneWorker = new OutboxSettings(
                1, Duration.ofMillis(5), Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO, 10);
        try (DeliverEvents deliver = new DeliverEvents(db.dataSource(), List.of(handler(event -> {
            boolean first = event.payload().contains(":0}");
            if (first && event.key().equals("stack")) {
                return forEver(event);
            }
            if (first && event.key().equals("memory")) {
                return new Delivery.TryAgain("" + new long[Integer.MAX_VALUE].length);
            }
            others.countDown();
            return new Delivery.Done();
        })), oneWorker, () -> now)) {
            deliver.start();
            assertThat(others.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(backlog.setAside(10)).extracting(OutboxBacklog.Trouble::trouble)
                .containsExactlyInAnyOrder("StackOverflowError", "OutOfMemoryError");
    }

    private static Delivery forEver(OutboxEvent event) {
        Delivery delivery = forEver(event);
        return delivery == null ? forEver(event) : delivery;
    }

    @Test
    void handlerThatThrows_isAFailureLikeAnyOther() {
        outbox.add(event("a", 1));
        delivery(event -> {
            throw new IllegalStateException("Zhang San's phone is 138");
        }).deliverOne();

        assertThat(JdbcClient.create(db.dataSource()).sql("select trouble from outbox").query(String.class).single())
                .isEqualTo("IllegalStateException");
    }

    @Test
    void notBefore_isNoFailure() {
        outbox.add(event("a", 1));
        DeliverEvents deliver = delivery(event -> new Delivery.NotBefore(now.plusSeconds(30)));
        deliver.deliverOne();

        assertThat(backlog.lines().getFirst().failing()).isZero();
        assertThat(deliver.deliverOne()).isFalse();
        now = now.plusSeconds(30);
        assertThat(deliver.deliverOne()).isTrue();
    }

    private DeliverEvents delivery(Function<OutboxEvent, Delivery> work) {
        return new DeliverEvents(db.dataSource(), List.of(handler(work)), SETTINGS, () -> now);
    }

    private static OutboxHandler handler(Function<OutboxEvent, Delivery> work) {
        return new OutboxHandler() {
            @Override
            public String kind() {
                return "test";
            }

            @Override
            public Delivery deliver(OutboxEvent event) {
                return work.apply(event);
            }
        };
    }

    private static OutboxEvent event(String key, int n) {
        return new OutboxEvent("test", key, "{\"n\":" + n + "}");
    }
}
