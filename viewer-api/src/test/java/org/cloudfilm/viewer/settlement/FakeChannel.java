package org.cloudfilm.viewer.settlement;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A payment channel in memory that keeps to the contract of {@link PaymentChannel}, and whose answers get lost. */
final class FakeChannel implements PaymentChannel {

    private final Fate.Queue fates;
    private final InstantSource clock;
    private final Map<String, Bill> bills = new LinkedHashMap<>();
    private final Map<String, Paying> paid = new LinkedHashMap<>();
    private final Map<String, Boolean> closed = new LinkedHashMap<>();
    private final Map<String, Refund> refunds = new LinkedHashMap<>();
    private final List<Runnable> late = new ArrayList<>();

    FakeChannel(Fate.Queue fates, InstantSource clock) {
        this.fates = fates;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public synchronized Outcome<Prepaid> prepay(Bill bill) {
        return call(() -> bills.putIfAbsent(bill.payment(), bill), () -> new Outcome.Done<>(prepaid(bill)));
    }

    private static Prepaid prepaid(Bill bill) {
        return new Prepaid("fake://pay/" + bill.payment(), bill.expiresAt());
    }

    @Override
    public synchronized Outcome<Void> refund(Refund refund) {
        return call(() -> refunds.putIfAbsent(refund.refund(), refund), Outcome::done);
    }

    private <T> Outcome<T> call(Runnable work, java.util.function.Supplier<Outcome<T>> answer) {
        Fate fate = fates.next();
        if (fate == Fate.REFUSED) {
            return new Outcome.Refused<>("SYSTEM_BUSY");
        }
        if (fate == Fate.LATE) {
            late.add(work);
        }
        if (fate.arrives()) {
            work.run();
        }
        if (fate == Fate.KILLED_AFTER) {
            throw new Fate.Killed();
        }
        return fate == Fate.ANSWERED ? answer.get() : new Outcome.Unknown<>();
    }

    @Override
    public synchronized Asked ask(String payment) {
        if (lost()) {
            return new Asked.Unknown();
        }
        Asked answer = state(payment);
        arrive();
        return answer;
    }

    private Asked state(String payment) {
        if (paid.containsKey(payment)) {
            return new Asked.Paid(paid.get(payment));
        }
        if (closed.containsKey(payment)) {
            return new Asked.Closed();
        }
        return bills.containsKey(payment) ? new Asked.Open(prepaid(bills.get(payment))) : new Asked.NotDone();
    }

    @Override
    public synchronized Asked close(String payment) {
        Fate fate = fates.next();
        if (fate == Fate.KILLED_AFTER || fate == Fate.ANSWER_LOST || fate == Fate.ANSWERED) {
            if (bills.containsKey(payment) && !paid.containsKey(payment)) {
                closed.put(payment, true);
            }
        }
        if (fate == Fate.KILLED_AFTER) {
            throw new Fate.Killed();
        }
        return fate == Fate.ANSWERED ? state(payment) : new Asked.Unknown();
    }

    @Override
    public synchronized AskedRefund askRefund(String refund) {
        if (lost()) {
            return new AskedRefund.Unknown();
        }
        AskedRefund answer = refunds.containsKey(refund) ? new AskedRefund.Done() : new AskedRefund.NotDone();
        arrive();
        return answer;
    }

    private boolean lost() {
        Fate fate = fates.next();
        if (fate == Fate.KILLED_AFTER) {
            throw new Fate.Killed();
        }
        return fate != Fate.ANSWERED;
    }

    /** A callback's body says what it is of: {@code paid:NUMBER:CHANNEL NUMBER:FEN}; one signed with "forged" is. */
    @Override
    public synchronized Callback verify(Map<String, List<String>> headers, byte[] body) {
        if (!headers.getOrDefault("signature", List.of()).contains("good")) {
            return new Callback.Forged();
        }
        String[] parts = new String(body, StandardCharsets.UTF_8).split(":");
        return switch (parts[0]) {
            case "paid" -> new Callback.Paid(
                    new Paying(parts[1], parts[2], Fen.of(Long.parseLong(parts[3])), clock.instant()));
            case "refunded" -> new Callback.Refunded(parts[2], parts[1], Fen.of(Long.parseLong(parts[3])));
            default -> new Callback.Other();
        };
    }

    @Override
    public synchronized Outcome<List<Movement>> statement(LocalDate day) {
        List<Movement> movements = new ArrayList<>();
        paid.values().forEach(one -> movements.add(new Movement(one.payment(), false, one.channelNo(), one.amount())));
        refunds.values().forEach(one -> movements.add(new Movement(one.refund(), true, "c" + one.refund(), one.amount())));
        return new Outcome.Done<>(movements);
    }

    /** The patient pays, if that is still possible; the callback is the caller's to deliver. */
    synchronized Optional<Paying> pay(String payment) {
        Bill bill = bills.get(payment);
        if (bill == null || paid.containsKey(payment) || closed.containsKey(payment)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Paying paying = new Paying(payment, "wx" + payment, bill.amount(), now);
        paid.put(payment, paying);
        return Optional.of(paying);
    }

    /** What the patient has really paid under a number, and not got back. */
    synchronized long holds(String payment) {
        long in = paid.containsKey(payment) ? paid.get(payment).amount().value() : 0;
        return in - refunds.values().stream()
                .filter(refund -> refund.payment().equals(payment))
                .mapToLong(refund -> refund.amount().value())
                .sum();
    }

    /** Messages that are still on their way arrive. */
    synchronized void arrive() {
        late.forEach(Runnable::run);
        late.clear();
    }
}
