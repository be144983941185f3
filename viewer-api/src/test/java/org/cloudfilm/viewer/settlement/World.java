package org.cloudfilm.viewer.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.outbox.OutboxHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A hospital with orders, films and decisions in memory, its events in the real outbox, and a settlement desk on a real
 * database: everything happens when it is told to.
 */
final class World implements OrderFacts {

    static final Requester.Clinician WANG = new Requester.Clinician("doctor-wang", new HospitalId("lishui"));

    final JdbcClient sql;
    final Fate.Queue fates = new Fate.Queue();
    final FakeInsurance insurance = new FakeInsurance(fates);
    final FakeChannel channel;
    final SettlementDesk desk;
    final List<Told> told = new ArrayList<>();
    private final String name;
    private final JdbcOutbox outbox;
    private final Map<String, OutboxHandler> handlers = new HashMap<>();
    private final Map<String, Ordered> orders = new LinkedHashMap<>();
    private final Map<String, UUID> recognised = new LinkedHashMap<>();
    private final Map<String, Performed> studies = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-11-22T01:00:00Z");
    final InstantSource clock = () -> now;

    /** What a channel has called back. */
    record Told(PaymentChannel.Paying paying) {}

    record Waiting(long seq, OutboxEvent event) {}

    World(DataSource dataSource, String name) {
        this(dataSource, name, new ChargeNews() {
            @Override
            public void changed(Charge charge) {}

            @Override
            public void changed(Settlement settlement) {}
        });
    }

    World(DataSource dataSource, String name, ChargeNews news) {
        this.name = name;
        this.sql = JdbcClient.create(dataSource);
        this.channel = new FakeChannel(fates, clock);
        this.outbox = new JdbcOutbox(dataSource);
        this.desk = new SettlementDesk(new SettlementDesk.Needs(dataSource, outbox, insurance, channel, this,
                visit -> visit.encounter().substring(visit.encounter().length() - 1), news, Duration.ofMinutes(15), clock));
        handle(new FollowOrders(desk.reconcile));
        handle(new FollowStudies(desk.reconcile));
        handle(new FollowDecisions("recognition-decided", this::orderOf, desk.reconcile));
        handle(new ContinueSettlement(desk.advance, clock));
        sql.sql("delete from outbox").update();
    }

    private void handle(OutboxHandler handler) {
        handlers.put(handler.kind(), handler);
    }

    /** Visits differ in how they are insured: n not at all, p partly, w wholly. */
    String visit(char insured) {
        return name + "-visit-" + insured;
    }

    String order(int n) {
        return name + "-order-" + n;
    }

    String study(int n) {
        return name + "-study-" + n;
    }

    void order(int n, char insured, long price, boolean stands) {
        orders.put(order(n), new Ordered(order(n), new Charge.Visit(WANG.hospital(), visit(insured), 0, name + "-zhang"),
                stands, false, "CT-CHEST", "胸部CT平扫", "CT of the chest", Fen.of(price), Fen.of(500)));
        emit("order-settle", order(n), "{\"orders\":[\"" + order(n) + "\"]}");
    }

    void recognise(int n) {
        if (recognised.putIfAbsent(order(n), UUID.randomUUID()) == null) {
            decided(n);
        }
    }

    void revoke(int n) {
        if (recognised.remove(order(n)) != null) {
            decided(n);
        }
    }

    private void decided(int n) {
        decisions.put(decisions.size(), order(n));
        emit("recognition-decided", order(n), "{\"decision\":\"" + new UUID(0, decisions.size() - 1) + "\"}");
    }

    private final Map<Integer, String> decisions = new HashMap<>();

    private Optional<String> orderOf(UUID decision) {
        return Optional.ofNullable(decisions.get((int) decision.getLeastSignificantBits()));
    }

    /** @param basedOn numbers of orders */
    void arrive(int n, boolean digitalFilm, List<Integer> basedOn) {
        studies.put(study(n), new Performed("lishui", digitalFilm, basedOn.stream().map(this::order).toList()));
        emit("study-arrived", study(n), "{\"study\":\"" + study(n) + "\"}");
    }

    /** Its order has come after it. */
    void link(int n, int order) {
        Performed before = studies.get(study(n));
        studies.put(study(n), new Performed("lishui", before.digitalFilm(), List.of(order(order))));
        emit("order-settle", order(order),
                "{\"orders\":[\"" + order(order) + "\"],\"studies\":[\"" + study(n) + "\"]}");
    }

    private void emit(String kind, String key, String payload) {
        outbox.add(new OutboxEvent(kind, key, payload));
    }

    List<Waiting> waiting() {
        return sql.sql("select seq, kind, key, payload from outbox order by seq")
                .query((row, i) -> new Waiting(row.getLong(1),
                        new OutboxEvent(row.getString(2), row.getString(3), row.getString(4))))
                .list();
    }

    /** @param again the answer of the handler is lost: the event will come once more */
    void deliver(Waiting waiting, boolean again) {
        Delivery delivery = handlers.get(waiting.event.kind()).deliver(waiting.event);
        if (!again && delivery instanceof Delivery.Done) {
            lose(waiting);
        }
    }

    void lose(Waiting waiting) {
        sql.sql("delete from outbox where seq = :seq").param("seq", waiting.seq).update();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Everything that waits is delivered, as often as it takes. */
    void settleDown() {
        for (int n = 0; n < 60; n++) {
            List<Waiting> waiting = waiting();
            if (waiting.isEmpty()) {
                return;
            }
            pass(Duration.ofMinutes(1));
            waiting.forEach(one -> deliver(one, false));
        }
        throw new AssertionError("it does not come to an end: " + waiting() + sql.sql("select state, unclear, trouble from settlement where visit like :name").param("name", name + "%").query().listOfRows());
    }

    OpenSettlement.Opened settle(char insured, String key, Set<UUID> charges) {
        OpenSettlement.Opened opened = desk.open.open(
                WANG, visit(insured), charged -> charged.patient().equals(name + "-zhang"), key, charges);
        if (opened instanceof OpenSettlement.Opened.Settling(UUID settlement)) {
            desk.advance.advance(settlement);
        }
        return opened;
    }

    Optional<Charge> charge(int n) {
        return desk.charges.ofOrder(order(n));
    }

    Map<String, Ordered> orders() {
        return orders;
    }

    Set<String> recognisedOrders() {
        return recognised.keySet();
    }

    Map<String, Performed> studies() {
        return studies;
    }

    @Override
    public Optional<Ordered> order(String order) {
        return Optional.ofNullable(orders.get(order));
    }

    @Override
    public Optional<UUID> recognition(HospitalId hospital, String order) {
        return Optional.ofNullable(recognised.get(order));
    }

    @Override
    public Optional<Performed> study(String study) {
        return Optional.ofNullable(studies.get(study));
    }
}
