package org.cloudfilm.viewer.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lets a history happen in a world, and knows what must hold after each step and at the end. */
final class History {

    private static final int ORDERS = 5;
    private static final char[] VISITS = {'n', 'p', 'w'};

    private static final List<Fate> FATES = List.of(
            Fate.ANSWERED, Fate.ANSWERED, Fate.ANSWERED, Fate.ANSWERED,
            Fate.ANSWER_LOST, Fate.ANSWER_LOST, Fate.HALF, Fate.HALF,
            Fate.LATE, Fate.LATE, Fate.LOST_ON_THE_WAY, Fate.LOST_ON_THE_WAY,
            Fate.KILLED_AFTER, Fate.KILLED_AFTER, Fate.KILLED_BEFORE, Fate.REFUSED);

    private final World world;
    private boolean losesArrivals;

    History(World world) {
        this.world = world;
    }

    /** A fault: from now on an arrival is forgotten before it is delivered. */
    void loseArrivals() {
        losesArrivals = true;
    }

    void play(List<Step> steps) {
        IntStream.range(0, ORDERS).forEach(n -> happen(new Step(Step.Kind.ORDER, n, 0)));
        world.settleDown();
        for (Step step : steps) {
            try {
                happen(step);
            } catch (Fate.Killed e) {
                // the process is gone, and another goes on from the database
            }
            holdsAlways();
        }
        end();
        holdsAlways();
        holdsInTheEnd();
    }

    private void happen(Step step) {
        int n = step.which() % ORDERS;
        switch (step.kind()) {
            case ORDER -> world.order(n, VISITS[n % VISITS.length], 10_000 + 1_001L * n, true);
            case REVOKE_ORDER -> {
                if (world.orders().containsKey(world.order(n))) {
                    world.order(n, VISITS[n % VISITS.length], 10_000 + 1_001L * n, false);
                }
            }
            case ARRIVE -> {
                if (world.orders().containsKey(world.order(n))) {
                    world.arrive(n, step.luck() % 4 != 0, List.of(n));
                }
            }
            case ARRIVE_BEFORE_ITS_ORDER -> {
                if (!world.studies().containsKey(world.study(n))) {
                    world.arrive(n, true, List.of());
                }
            }
            case LINK -> {
                if (world.studies().containsKey(world.study(n)) && world.orders().containsKey(world.order(n))) {
                    world.link(n, n);
                }
            }
            case RECOGNISE -> world.recognise(n);
            case REVOKE_RECOGNITION -> world.revoke(n);
            case DELIVER -> {
                List<World.Waiting> waiting = world.waiting();
                if (!waiting.isEmpty()) {
                    deliver(waiting.get(step.which() % waiting.size()), step.luck() % 3 == 0);
                }
            }
            case DELIVER_ALL -> world.waiting().forEach(one -> deliver(one, false));
            case SETTLE -> world.settle(VISITS[step.which() % VISITS.length], "key-" + step.luck() % 3 + world.visit('k'), Set.of());
            case PAY_BEFORE_PERFORMED -> world.charge(n).ifPresent(charge ->
                    world.settle(VISITS[n % VISITS.length], "early-" + charge.id() + step.luck() % 2, Set.of(charge.id())));
            case PATIENT_PAYS -> pay(step);
            case CALL_BACK -> {
                if (!world.told.isEmpty()) {
                    world.desk.take.paid("fake", world.told.get(step.which() % world.told.size()).paying());
                }
            }
            case CANCEL -> settlements().stream().skip(step.which() % 3).findFirst()
                    .ifPresent(one -> world.desk.undo.cancel(one.id()));
            case TIME_PASSES -> {
                world.pass(Duration.ofMinutes(1 + step.luck() % 10 * 2L));
                world.insurance.arrive();
                world.channel.arrive();
            }
            // three fates, each a digit of sixteen
            case TROUBLE -> world.fates.add(IntStream.range(0, 3)
                    .mapToObj(digit -> FATES.get((step.luck() >> 4 * digit) % FATES.size()))
                    .toList());
        }
    }

    private void deliver(World.Waiting waiting, boolean again) {
        if (losesArrivals && waiting.event().kind().equals("study-arrived")) {
            world.lose(waiting);
        } else {
            world.deliver(waiting, again);
        }
    }

    /** The patient pays what can be paid; whether the channel tells at once is a matter of luck. */
    private void pay(Step step) {
        List<Settlement> open = settlements().stream().filter(one -> one.payment().isPresent()).toList();
        if (open.isEmpty()) {
            return;
        }
        String number = open.get(step.which() % open.size()).payment().orElseThrow().no();
        world.channel.pay(number).ifPresent(paying -> {
            world.told.add(new World.Told(paying));
            if (step.luck() % 2 == 0) {
                world.desk.take.paid("fake", paying);
            }
        });
    }

    private void end() {
        world.fates.clear();
        world.insurance.arrive();
        world.channel.arrive();
        if (losesArrivals) {
            world.waiting().stream().filter(one -> one.event().kind().equals("study-arrived")).forEach(world::lose);
        }
        settleDown();
        for (char visit : VISITS) {
            if (world.settle(visit, "last-" + visit + world.visit('k'), Set.of())
                    instanceof OpenSettlement.Opened.Settling(UUID id)) {
                world.desk.settlements.find(id).flatMap(Settlement::payment).map(Settlement.Payment::no)
                        .flatMap(world.channel::pay)
                        .ifPresent(paying -> world.desk.take.paid("fake", paying));
            }
        }
        settleDown();
    }

    private void settleDown() {
        world.settleDown();
        // a settlement that ended may have left charges to be looked at, and those a refund
        world.settleDown();
    }

    private List<Settlement> settlements() {
        return world.sql.sql("select id from settlement where visit like :world order by opened_at, id")
                .param("world", world.visit('x').replace("-x", "-%"))
                .query(UUID.class)
                .list().stream()
                .map(id -> world.desk.settlements.find(id).orElseThrow())
                .toList();
    }

    private void holdsAlways() {
        assertThat(world.sql.sql("""
                        select e.key from ledger_entry e left join ledger_posting p on p.entry = e.id
                        group by e.id having coalesce(sum(p.fen), 1) <> 0
                        """)
                .query(String.class).list()).as("every entry balances").isEmpty();
        for (Settlement settlement : settlements()) {
            settlement.split().ifPresent(split ->
                    assertThat(split.total()).as("the parts are the whole").isEqualTo(settlement.total()));
            long pays = world.insurance.pays(settlement.id().toString());
            assertThat(pays).as("the insurer pays once at most").isLessThanOrEqualTo(
                    settlement.split().map(Split::insurance).orElse(Fen.ZERO).value());
            settlement.payment().ifPresent(payment -> assertThat(world.channel.holds(payment.no()))
                    .as("the patient pays once, and gets back no more").isBetween(0L, payment.amount().value()));
        }
        Map<String, Long> charged = charges().stream()
                .filter(charge -> charge.study().isPresent())
                .collect(Collectors.groupingBy(charge -> charge.study().get(), Collectors.counting()));
        assertThat(charged.values()).as("an exam is charged once at most").allMatch(count -> count == 1);
    }

    private List<Charge> charges() {
        return world.sql.sql("select * from charge where visit like :world")
                .param("world", world.visit('x').replace("-x", "-%"))
                .query(Charges::read)
                .list();
    }

    /** Everything has been delivered, everybody has answered, and every visit was settled and paid once more. */
    private void holdsInTheEnd() {
        List<Settlement> settlements = settlements();
        assertThat(settlements).as("every settlement comes to its end").allMatch(one -> one.state().ended());
        for (Settlement settlement : settlements) {
            boolean paid = settlement.state() == SettlementState.PAID;
            Optional<Split> split = settlement.split();
            assertThat(world.insurance.pays(settlement.id().toString()))
                    .as("what the insurer pays for a settlement that is " + settlement.state())
                    .isEqualTo(paid ? split.orElseThrow().insurance().value() : 0);
            settlement.payment().ifPresent(payment -> assertThat(world.channel.holds(payment.no()))
                    .as("what the patient has paid for a settlement that is " + settlement.state())
                    .isEqualTo(paid ? payment.amount().value() : 0));
            assertThat(booked(settlement, "clearing")).as("nothing is left between").isZero();
            assertThat(booked(settlement, "revenue")).as("earned").isEqualTo(paid ? -settlement.total().value() : 0);
            assertThat(booked(settlement, "channel:fake")).as("booked at the channel").isEqualTo(
                    settlement.payment().map(payment -> world.channel.holds(payment.no())).orElse(0L));
        }
        Set<String> performed = world.studies().values().stream().flatMap(study -> study.orders().stream())
                .collect(Collectors.toSet());
        for (String order : world.orders().keySet()) {
            List<Charge> of = charges().stream().filter(charge -> charge.order().equals(order)).toList();
            long paid = of.stream().filter(charge -> charge.state() == ChargeState.PAID).count();
            long open = of.stream().filter(charge -> charge.state() == ChargeState.PLANNED).count();
            boolean wanted = world.order(order).orElseThrow().stands() && !world.recognisedOrders().contains(order);
            if (performed.contains(order)) {
                assertThat(paid).as("a performed exam is charged exactly once").isOne();
                assertThat(open).isZero();
            } else if (wanted) {
                assertThat(paid + open).as("an ordered exam is planned, or paid before").isOne();
            } else {
                assertThat(paid + open).as("an exam that will not be made costs nothing").isZero();
            }
        }
        for (String order : world.orders().keySet()) {
            boolean cancelled = charges().stream()
                    .anyMatch(charge -> charge.order().equals(order) && charge.state() == ChargeState.CANCELLED);
            boolean spared = world.recognisedOrders().contains(order) && !performed.contains(order);
            assertThat(savings(order)).as("what was recognised instead of performed is one saving")
                    .isBetween(spared && cancelled ? 1L : 0L, spared ? 1L : 0L);
        }
    }

    private long savings(String order) {
        return world.sql.sql("select count(*) from saving where void_at is null and order_id = :order")
                .param("order", order)
                .query(Long.class)
                .single();
    }

    private long booked(Settlement settlement, String account) {
        return world.sql.sql("""
                        select coalesce(sum(p.fen), 0) from ledger_posting p join ledger_entry e on e.id = p.entry
                        where e.settlement = :id and p.account = :account
                        """)
                .param("id", settlement.id())
                .param("account", account)
                .query(Long.class)
                .single();
    }
}
