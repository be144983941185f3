package org.cloudfilm.viewer.settlement;

import static org.cloudfilm.viewer.settlement.InsuranceCalls.Kind.SETTLE;
import static org.cloudfilm.viewer.settlement.SettlementState.CANCELLING;
import static org.cloudfilm.viewer.settlement.SettlementState.INSURED;
import static org.cloudfilm.viewer.settlement.SettlementState.INSURING;
import static org.cloudfilm.viewer.settlement.SettlementState.PRE_SETTLED;

import java.util.Optional;
import org.cloudfilm.viewer.settlement.Insurance.Asked;
import org.cloudfilm.viewer.settlement.InsuranceCalls.Call;

/**
 * The insurer's part. Each step answers true when the next may follow at once. A call is written down before it leaves;
 * one whose answer is not known is asked about before anything else, whether the answer or this process was lost.
 */
final class InsuranceSteps {

    static final String SILENT = "insurer-silent";
    static final String OTHER_TOTAL = "insurer-total-differs";

    private final ChangeSettlement change;
    private final Insurance insurance;
    private final Settlements settlements;
    private final InsuranceCalls calls;
    private final Claims claims;
    private final Ledger ledger;
    private final EndSettlement end;

    InsuranceSteps(
            ChangeSettlement change,
            Insurance insurance,
            Settlements settlements,
            InsuranceCalls calls,
            Claims claims,
            Ledger ledger,
            EndSettlement end) {
        this.change = change;
        this.insurance = insurance;
        this.settlements = settlements;
        this.calls = calls;
        this.claims = claims;
        this.ledger = ledger;
        this.end = end;
    }

    /** 2206. It changes nothing, so a lost answer is simply asked for by calling again. */
    boolean preSettle(Settlement settlement) {
        Insurance.Claim claim = claims.of(settlement, Payments.number(settlement.id()).substring(2));
        Outcome<Split> outcome = claim.insured().isEmpty()
                ? new Outcome.Refused<>(Insurance.NOT_INSURED)
                : insurance.preSettle(claim);
        return switch (outcome) {
            case Outcome.Done<Split>(Split split) when split.total().equals(settlement.total()) ->
                preSettled(settlement, split, true);
            case Outcome.Done<Split> other -> fail(settlement, OTHER_TOTAL);
            case Outcome.Refused<Split>(String code) when code.equals(Insurance.NOT_INSURED) ->
                preSettled(settlement, Split.selfPaid(settlement.total()), false);
            case Outcome.Refused<Split>(String code) -> fail(settlement, code);
            case Outcome.Unknown<Split> lost -> unclear(settlement);
        };
    }

    private boolean preSettled(Settlement settlement, Split split, boolean insured) {
        change.in(settlement, locked -> {
            settlements.split(settlement.id(), split, insured, null);
            settlements.move(settlement.id(), PRE_SETTLED, null);
        });
        return true;
    }

    /** 2207, for the first time. */
    boolean settle(Settlement settlement) {
        if (!settlement.insured()) {
            change.in(settlement, locked -> settlements.move(settlement.id(), INSURED, null));
            return true;
        }
        Optional<Call> call = change.make(settlement, locked -> {
            settlements.move(settlement.id(), INSURING, null);
            return calls.add(settlement.id(), SETTLE);
        });
        return call.map(one -> send(settlements.find(settlement.id()).orElseThrow(), one)).orElse(true);
    }

    /** 2207 has been called, and nobody here knows what came of it. */
    boolean ask(Settlement settlement) {
        Call call = calls.newest(settlement.id(), SETTLE).orElseThrow();
        return switch (insurance.ask(call.id())) {
            case Asked.Paid(Insurance.Settled settled) -> settled(settlement, call, settled);
            case Asked.NotDone() -> send(settlement, call);
            case Asked.Refused(String code) -> refused(settlement, call, code);
            case Asked.Half() -> reverse(settlement, call);
            case Asked.Reversed() -> anew(settlement, call);
            case Asked.Cancelled(), Asked.Unknown() -> unclear(settlement);
        };
    }

    private boolean send(Settlement settlement, Call call) {
        return switch (insurance.settle(claims.of(settlement, call.id()))) {
            case Outcome.Done<Insurance.Settled>(Insurance.Settled settled) -> settled(settlement, call, settled);
            case Outcome.Refused<Insurance.Settled>(String code) -> refused(settlement, call, code);
            case Outcome.Unknown<Insurance.Settled> lost -> unclear(settlement);
        };
    }

    private boolean reverse(Settlement settlement, Call call) {
        return switch (insurance.reverse(call.id())) {
            case Outcome.Done<Void> done -> anew(settlement, call);
            case Outcome.Refused<Void> refused -> unclear(settlement);
            case Outcome.Unknown<Void> lost -> unclear(settlement);
        };
    }

    /** What was reversed is called under a new number. */
    private boolean anew(Settlement settlement, Call call) {
        return change.make(settlement, locked -> calls.ended(call, "reversed") ? calls.add(settlement.id(), SETTLE) : null)
                .map(next -> send(settlement, next))
                .orElse(true);
    }

    private boolean settled(Settlement settlement, Call call, Insurance.Settled settled) {
        change.in(settlement, locked -> {
            calls.ended(call, "done");
            boolean asAsked = settled.split().total().equals(locked.total());
            Split split = asAsked ? settled.split() : locked.split().orElseThrow();
            settlements.split(settlement.id(), split, true, settled.insuranceId());
            if (asAsked) {
                ledger.insured(locked, split);
            }
            settlements.move(settlement.id(), asAsked ? INSURED : CANCELLING, asAsked ? null : OTHER_TOTAL);
        });
        return true;
    }

    private boolean refused(Settlement settlement, Call call, String code) {
        change.in(settlement, locked -> {
            calls.ended(call, "refused");
            end.failed(locked, code);
        });
        return false;
    }

    private boolean fail(Settlement settlement, String trouble) {
        change.in(settlement, locked -> end.failed(locked, trouble));
        return false;
    }

    private boolean unclear(Settlement settlement) {
        settlements.unclear(settlement, SILENT);
        return false;
    }
}
