package org.cloudfilm.viewer.settlement;

import static org.cloudfilm.viewer.settlement.ChargeState.CANCELLED;
import static org.cloudfilm.viewer.settlement.ChargeState.DUE;
import static org.cloudfilm.viewer.settlement.ChargeState.PLANNED;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the charge of an order what it should be by all that is known now: the order, its images, the decision on it.
 * It does not matter which event says to look, nor how often or in what order events come.
 */
final class ReconcileCharge {

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final OrderFacts facts;
    private final Charges charges;
    private final Arrivals arrivals;
    private final Settlements settlements;
    private final UndoSettlement undo;
    private final ChargeNews news;

    ReconcileCharge(
            DataSource dataSource,
            TransactionTemplate transactions,
            OrderFacts facts,
            Charges charges,
            Arrivals arrivals,
            Settlements settlements,
            UndoSettlement undo,
            ChargeNews news) {
        this.sql = JdbcClient.create(dataSource);
        this.transactions = transactions;
        this.facts = facts;
        this.charges = charges;
        this.arrivals = arrivals;
        this.settlements = settlements;
        this.undo = undo;
        this.news = news;
    }

    /** In a transaction of its own. */
    void order(String order) {
        transactions.executeWithoutResult(status -> {
            lock(new RecordId(ResourceType.SERVICE_REQUEST, order));
            // settlements are locked before their charges, everywhere
            charges.ofOrder(order).flatMap(Charge::settlement).ifPresent(settlements::lock);
            Optional<Charge> charge = charges.lockOfOrder(order);
            Optional<OrderFacts.Ordered> ordered = facts.order(order);
            Optional<Arrivals.Arrival> arrival = arrivals.of(order);
            Optional<UUID> recognition = charge.map(Charge::visit)
                    .or(() -> ordered.map(OrderFacts.Ordered::visit))
                    .flatMap(visit -> facts.recognition(visit.hospital(), order));
            charges.voidSavings(order, arrival.isPresent() ? Optional.empty() : recognition);
            if (charge.isEmpty()) {
                ordered.ifPresent(one -> begin(one, recognition, arrival));
            } else {
                adjust(charge.get(), ordered, recognition, arrival);
            }
        });
    }

    /** All images of a study are here. Each order's charge is a transaction of its own. */
    void arrived(String study) {
        look(study, true);
    }

    /** A study may have become another order's. */
    void relinked(String study) {
        look(study, false);
    }

    private void look(String study, boolean arrived) {
        List<String> concerned = transactions.execute(status -> {
            lock(new RecordId(ResourceType.IMAGING_STUDY, study));
            return !arrived && !arrivals.has(study)
                    ? List.<String>of()
                    : facts.study(study).map(performed -> arrivals.put(study, performed)).orElse(List.of());
        });
        // first those that lose it: a study is on one charge at a time
        concerned.forEach(this::order);
        if (concerned.size() > 1) {
            concerned.forEach(this::order);
        }
    }

    private void lock(RecordId record) {
        sql.sql("select pg_advisory_xact_lock(:key)").param("key", record.key()).query((row, n) -> 0).single();
    }

    private void begin(
            OrderFacts.Ordered ordered, Optional<UUID> recognition, Optional<Arrivals.Arrival> arrival) {
        if (ordered.history() || arrival.isEmpty() && !ordered.stands()) {
            return;
        }
        Charge planned = new Charge(UUID.randomUUID(), ordered.visit(), ordered.order(), ordered.item(),
                ordered.name(), ordered.nameEn(), ordered.price(), ordered.reduction(), ordered.price(),
                Optional.empty(), PLANNED, "ordered", Optional.empty());
        Charge charge = arrival.map(film -> planned.performed(film.study(), film.digitalFilm())).orElse(planned);
        charges.add(charge);
        news.changed(charge);
        if (arrival.isEmpty() && recognition.isPresent()) {
            cancel(charge, recognition);
        }
    }

    private void adjust(
            Charge charge,
            Optional<OrderFacts.Ordered> ordered,
            Optional<UUID> recognition,
            Optional<Arrivals.Arrival> arrival) {
        boolean wanted = ordered.isPresent() && ordered.get().stands() && recognition.isEmpty();
        switch (charge.state()) {
            case PLANNED, CANCELLED -> {
                if (arrival.isPresent()) {
                    change(charge, current(charge, ordered).performed(arrival.get().study(), arrival.get().digitalFilm()));
                } else if (wanted) {
                    String because = charge.state() == CANCELLED ? "restored" : charge.because();
                    change(charge, current(charge, ordered).unperformed(PLANNED, because));
                } else {
                    cancel(charge, recognition);
                }
            }
            case DUE -> {
                Charge moved = ofThePatientNow(charge, ordered);
                if (arrival.isPresent()) {
                    change(charge, moved.performed(arrival.get().study(), arrival.get().digitalFilm()));
                } else {
                    change(charge, moved.unperformed(PLANNED, "moved"));
                    order(charge.order());
                }
            }
            case SETTLING -> arrival.filter(film -> charge.study().isEmpty())
                    .ifPresent(film -> change(charge, charge.withStudy(film.study())));
            case PAID -> {
                if (charge.study().isEmpty() && arrival.isPresent()) {
                    change(charge, charge.withStudy(arrival.get().study()));
                } else if (charge.study().isEmpty() && !wanted) {
                    recognition.ifPresent(decision -> charges.save(decision, charge));
                    undo.refund(charge, recognition.isPresent() ? "recognised" : "order-revoked");
                }
            }
            case REFUNDING, REFUNDED -> { }
        }
    }

    private void cancel(Charge charge, Optional<UUID> recognition) {
        recognition.ifPresent(decision -> charges.save(decision, charge));
        String because = recognition.isPresent() ? "recognised" : "order-revoked";
        change(charge, charge.unperformed(CANCELLED, because));
    }

    private void change(Charge from, Charge to) {
        if (!from.equals(to)) {
            charges.change(to);
            news.changed(to);
        }
    }

    /** The hospital may say that the visit's patient is another, as when it gives up one of two numbers. */
    private static Charge ofThePatientNow(Charge charge, Optional<OrderFacts.Ordered> ordered) {
        return ordered.map(OrderFacts.Ordered::visit)
                .filter(visit -> visit.encounter().equals(charge.visit().encounter()))
                .map(charge::of)
                .orElse(charge);
    }

    /** With the item and the price of the order as it is now; nobody has been asked to pay yet. */
    private static Charge current(Charge charge, Optional<OrderFacts.Ordered> ordered) {
        return ordered.map(now -> new Charge(charge.id(), now.visit(), charge.order(), now.item(), now.name(),
                        now.nameEn(), now.price(), now.reduction(), now.price(), charge.study(), charge.state(),
                        charge.because(), charge.settlement()))
                .orElse(charge);
    }
}
