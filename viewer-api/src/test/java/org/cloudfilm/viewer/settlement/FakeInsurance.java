package org.cloudfilm.viewer.settlement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An insurer in memory that keeps to the contract of {@link Insurance}, and whose answers get lost. */
final class FakeInsurance implements Insurance {

    private final Fate.Queue fates;
    private final Map<String, Entry> calls = new LinkedHashMap<>();
    private final List<Runnable> late = new ArrayList<>();
    private boolean forgetful;
    private boolean deductible;
    private int paid;

    private enum State {
        PAID, CANCELLED, HALF, REVERSED, REFUSED
    }

    private static final class Entry {
        private State state;
        private Settled settled;
        private String of;
    }

    FakeInsurance(Fate.Queue fates) {
        this.fates = fates;
    }

    /** From now on it breaks its contract: it knows of nothing when it is asked, and pays for a call as often as it comes. */
    void forget() {
        forgetful = true;
    }

    /** Whether what is claimed lies below what the insured bear alone. */
    synchronized void belowDeductible(boolean below) {
        deductible = below;
    }

    private Split parts(Claim claim) {
        return deductible ? Split.selfPaid(claim.total()) : split(claim);
    }

    /** Visits are insured differently: not at all, in part, or wholly. */
    static Split split(Claim claim) {
        long total = claim.total().value();
        return switch (claim.insured().charAt(0)) {
            case 'w' -> new Split(claim.total(), Fen.ZERO, Fen.ZERO, Fen.ZERO);
            default -> {
                long fund = total * 6 / 10;
                long account = Math.min(3_000, total - fund);
                long family = Math.min(501, total - fund - account);
                yield new Split(Fen.of(fund), Fen.of(account), Fen.of(family), Fen.of(total - fund - account - family));
            }
        };
    }

    @Override
    public synchronized Outcome<Split> preSettle(Claim claim) {
        Fate fate = fates.next();
        if (claim.insured().startsWith("n")) {
            return new Outcome.Refused<>(NOT_INSURED);
        }
        return switch (fate) {
            case ANSWERED -> new Outcome.Done<>(parts(claim));
            case REFUSED -> new Outcome.Refused<>("E0001");
            case KILLED_AFTER -> throw new Fate.Killed();
            default -> new Outcome.Unknown<>();
        };
    }

    @Override
    public synchronized Outcome<Settled> settle(Claim claim) {
        return call(claim.call(), () -> pay(claim), () -> new Outcome.Done<>(calls.get(claim.call()).settled));
    }

    @Override
    public synchronized Outcome<Void> cancel(String call, String visit, String insuranceId) {
        return call(call, () -> takeBack(call, insuranceId), Outcome::done);
    }

    private <T> Outcome<T> call(String call, Runnable work, java.util.function.Supplier<Outcome<T>> answer) {
        Fate fate = fates.next();
        Entry known = calls.get(call);
        if (known != null && known.state == State.REFUSED || known != null && known.state == State.REVERSED) {
            return new Outcome.Refused<>("E0009");
        }
        if (fate == Fate.REFUSED && known == null) {
            entry(call, State.REFUSED);
            return new Outcome.Refused<>("E0002");
        }
        if (fate == Fate.LATE) {
            late.add(() -> once(call, work));
        }
        if (fate == Fate.HALF && known == null) {
            entry(call, State.HALF);
        } else if (fate.arrives()) {
            once(call, work);
        }
        if (fate == Fate.KILLED_AFTER) {
            throw new Fate.Killed();
        }
        return fate == Fate.ANSWERED && calls.containsKey(call) && calls.get(call).state != State.HALF
                ? answer.get()
                : new Outcome.Unknown<>();
    }

    private void once(String call, Runnable work) {
        if (forgetful || !calls.containsKey(call)) {
            work.run();
        }
    }

    private void pay(Claim claim) {
        Entry entry = entry(claim.call(), State.PAID);
        entry.settled = new Settled("setl-" + ++paid, parts(claim));
    }

    private void takeBack(String call, String insuranceId) {
        calls.values().stream()
                .filter(entry -> entry.settled != null && entry.settled.insuranceId().equals(insuranceId))
                .forEach(entry -> entry.state = State.CANCELLED);
        entry(call, State.CANCELLED).of = insuranceId;
    }

    private Entry entry(String call, State state) {
        Entry entry = new Entry();
        entry.state = state;
        if (forgetful && calls.containsKey(call)) {
            calls.put(call + "/" + calls.size(), entry);
            entry.state = state;
            return entry;
        }
        calls.put(call, entry);
        return entry;
    }

    @Override
    public synchronized Asked ask(String call) {
        Fate fate = fates.next();
        if (fate == Fate.KILLED_AFTER) {
            throw new Fate.Killed();
        }
        if (fate != Fate.ANSWERED) {
            return new Asked.Unknown();
        }
        Asked answer = forgetful ? new Asked.NotDone() : answer(calls.get(call));
        late.forEach(Runnable::run);
        late.clear();
        return answer;
    }

    private static Asked answer(Entry entry) {
        if (entry == null) {
            return new Asked.NotDone();
        }
        return switch (entry.state) {
            case PAID -> new Asked.Paid(entry.settled);
            case CANCELLED -> new Asked.Cancelled();
            case HALF -> new Asked.Half();
            case REVERSED -> new Asked.Reversed();
            case REFUSED -> new Asked.Refused("E0002");
        };
    }

    @Override
    public synchronized Outcome<Void> reverse(String call) {
        Fate fate = fates.next();
        if (fate.arrives() && calls.get(call).state == State.HALF) {
            calls.get(call).state = State.REVERSED;
        }
        if (fate == Fate.KILLED_AFTER) {
            throw new Fate.Killed();
        }
        return fate == Fate.ANSWERED ? Outcome.done() : new Outcome.Unknown<>();
    }

    @Override
    public synchronized Outcome<List<Movement>> statement(LocalDate day) {
        return new Outcome.Done<>(calls.entrySet().stream()
                .filter(entry -> entry.getValue().settled != null)
                .map(entry -> new Movement(entry.getKey(), entry.getValue().settled.insuranceId(),
                        entry.getValue().settled.split(), entry.getValue().state == State.CANCELLED))
                .toList());
    }

    /** What it really pays for the settlement whose calls bear this number, and has not taken back. */
    synchronized long pays(String settlement) {
        return calls.entrySet().stream()
                .filter(entry -> entry.getKey().contains(settlement.replace("-", "").substring(0, 26)))
                .filter(entry -> entry.getValue().state == State.PAID)
                .mapToLong(entry -> entry.getValue().settled.split().insurance().value())
                .sum();
    }

    /** Messages that are still on their way arrive. */
    synchronized void arrive() {
        late.forEach(Runnable::run);
        late.clear();
    }
}
