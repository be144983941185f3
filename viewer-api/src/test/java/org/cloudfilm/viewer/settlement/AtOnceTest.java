package org.cloudfilm.viewer.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Several processes do the same at the same moment. */
class AtOnceTest {

    private static final int THREADS = 6;
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @RepeatedTest(5)
    void eventsOfOneExam_deliveredByManyAtOnce_areOneCharge(RepetitionInfo time) throws Exception {
        World world = new World(database.dataSource(), "events" + time.getCurrentRepetition());
        world.order(1, 'p', 24_000, true);
        world.arrive(1, true, List.of(1));
        List<World.Waiting> waiting = world.waiting();

        List<Callable<Object>> deliveries = new ArrayList<>();
        for (int n = 0; n < THREADS; n++) {
            World.Waiting one = waiting.get(n % waiting.size());
            deliveries.add(() -> {
                world.deliver(one, true);
                return null;
            });
        }
        together(deliveries);
        world.settleDown();

        assertThat(world.charge(1).orElseThrow().state()).isEqualTo(ChargeState.DUE);
        assertThat(count(world, "select count(*) from charge where order_id = :order", world.order(1))).isOne();
    }

    /** The patient pays while the doctor cancels, the channel calls back twice and the events are delivered. */
    @RepeatedTest(5)
    void payingAndCancelling_atOnce_endsAsOneOfThem(RepetitionInfo time) throws Exception {
        World world = new World(database.dataSource(), "race" + time.getCurrentRepetition());
        world.order(1, 'p', 24_000, true);
        world.arrive(1, true, List.of(1));
        world.settleDown();
        world.settle('p', world.visit('1'), Set.of());
        Settlement open = world.desk.settlements.underWay(world.visit('p')).orElseThrow();
        PaymentChannel.Paying paying = world.channel.pay(open.payment().orElseThrow().no()).orElseThrow();

        together(List.of(
                () -> world.desk.take.paid("fake", paying),
                () -> world.desk.take.paid("fake", paying),
                () -> world.desk.undo.cancel(open.id()),
                () -> world.desk.advance.advance(open.id()),
                () -> world.settle('p', world.visit('2'), Set.of())));
        world.settleDown();

        Settlement ended = world.desk.settlements.find(open.id()).orElseThrow();
        boolean paid = ended.state() == SettlementState.PAID;
        assertThat(ended.state()).isIn(SettlementState.PAID, SettlementState.CANCELLED);
        assertThat(world.channel.holds(paying.payment())).isEqualTo(paid ? paying.amount().value() : 0);
        assertThat(world.insurance.pays(open.id().toString()))
                .isEqualTo(paid ? ended.split().orElseThrow().insurance().value() : 0);
    }

    private static long count(World world, String query, String order) {
        return world.sql.sql(query).param("order", order).query(Long.class).single();
    }

    private static <T> void together(List<Callable<T>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(work.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            List<Future<T>> results = new ArrayList<>();
            for (Callable<T> one : work) {
                results.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            for (Future<T> result : results) {
                result.get();
            }
        }
    }
}
