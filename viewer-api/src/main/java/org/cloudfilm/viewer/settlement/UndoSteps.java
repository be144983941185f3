package org.cloudfilm.viewer.settlement;

import static org.cloudfilm.viewer.settlement.InsuranceCalls.Kind.CANCEL;
import static org.cloudfilm.viewer.settlement.InsuranceCalls.Kind.SETTLE;
import static org.cloudfilm.viewer.settlement.SettlementState.REFUNDING;

import java.util.Optional;
import org.cloudfilm.viewer.settlement.InsuranceCalls.Call;

/**
 * Gives everybody their money back, each through the way it came: the patient first, then the insurer. Each step
 * answers true when the next may follow at once.
 */
final class UndoSteps {

    private final ChangeSettlement change;
    private final Insurance insurance;
    private final PaymentChannel channel;
    private final Settlements settlements;
    private final InsuranceCalls calls;
    private final Payments payments;
    private final Ledger ledger;
    private final TakePayment take;
    private final EndSettlement end;

    UndoSteps(
            ChangeSettlement change,
            Insurance insurance,
            PaymentChannel channel,
            Settlements settlements,
            InsuranceCalls calls,
            Payments payments,
            Ledger ledger,
            TakePayment take,
            EndSettlement end) {
        this.change = change;
        this.insurance = insurance;
        this.channel = channel;
        this.settlements = settlements;
        this.calls = calls;
        this.payments = payments;
        this.ledger = ledger;
        this.take = take;
        this.end = end;
    }

    boolean next(Settlement settlement) {
        Optional<Settlement.Payment> payment = settlement.payment();
        if (payment.filter(one -> !one.isPaid() && !one.state().equals("closed")).isPresent()) {
            return close(settlement, payment.get());
        }
        if (owesPatient(settlement)) {
            return returnPayment(settlement);
        }
        if (owesInsurer(settlement)) {
            return takeBack(settlement);
        }
        change.in(settlement, locked -> {
            if (owesPatient(locked)) {
                return;
            }
            if (locked.state() == REFUNDING) {
                end.refunded(locked);
            } else {
                end.cancelled(locked);
            }
        });
        return true;
    }

    /** Something was paid that has not arrived back yet; true even after the end, when it was paid later than that. */
    boolean owesPatient(Settlement settlement) {
        return settlement.payment()
                .filter(payment -> payment.isPaid()
                        && payments.refundOf(payment.no()).filter(Payments.Refund::done).isEmpty())
                .isPresent();
    }

    private boolean owesInsurer(Settlement settlement) {
        return calls.newest(settlement.id(), SETTLE).filter(Call::isDone).isPresent()
                && calls.newest(settlement.id(), CANCEL).filter(Call::isDone).isEmpty();
    }

    /** Nobody shall pay any more; who was quicker gets it back. */
    private boolean close(Settlement settlement, Settlement.Payment payment) {
        return switch (channel.close(payment.no())) {
            case PaymentChannel.Asked.Paid(PaymentChannel.Paying paying) ->
                take.paid(channel.name(), paying) == TakePayment.Taken.YES || unclear(settlement, "payment-set-aside");
            case PaymentChannel.Asked.Closed(), PaymentChannel.Asked.NotDone() -> {
                change.in(settlement, locked -> payments.closed(payment.no()));
                yield true;
            }
            case PaymentChannel.Asked.Open open -> unclear(settlement, PaymentSteps.SILENT);
            case PaymentChannel.Asked.Unknown() -> unclear(settlement, PaymentSteps.SILENT);
        };
    }

    /** The refund is written down before the channel is asked for it; one without an outcome is asked about. */
    boolean returnPayment(Settlement settlement) {
        Settlement.Payment payment = settlement.payment().orElseThrow();
        Optional<Payments.Refund> known = payments.refundOf(payment.no());
        if (known.isEmpty()) {
            change.in(settlement, locked -> {
                if (payments.refundOf(payment.no()).isEmpty()) {
                    payments.askRefund(payment.no(), payment.paid(), locked.trouble().orElse("paid-too-late"));
                }
            });
            return payments.refundOf(payment.no()).map(refund -> send(settlement, payment, refund)).orElse(true);
        }
        return switch (channel.askRefund(known.get().no())) {
            case PaymentChannel.AskedRefund.Done() -> refunded(settlement, payment, known.get());
            case PaymentChannel.AskedRefund.NotDone() -> send(settlement, payment, known.get());
            case PaymentChannel.AskedRefund.Unknown() -> unclear(settlement, PaymentSteps.SILENT);
        };
    }

    private boolean send(Settlement settlement, Settlement.Payment payment, Payments.Refund refund) {
        PaymentChannel.Refund wish =
                new PaymentChannel.Refund(refund.no(), payment.no(), refund.amount(), payment.paid());
        return switch (channel.refund(wish)) {
            case Outcome.Done<Void> done -> refunded(settlement, payment, refund);
            case Outcome.Refused<Void>(String code) -> unclear(settlement, code);
            case Outcome.Unknown<Void> lost -> unclear(settlement, PaymentSteps.SILENT);
        };
    }

    private boolean refunded(Settlement settlement, Settlement.Payment payment, Payments.Refund refund) {
        change.in(settlement, locked -> take.done(locked, payment, payments.refundOf(payment.no()).orElse(refund)));
        return true;
    }

    /** 2208: a call of its own, written down before it leaves, and asked about like the one it takes back. */
    private boolean takeBack(Settlement settlement) {
        Optional<Call> open = calls.newest(settlement.id(), CANCEL).filter(call -> call.state().equals("sent"));
        if (open.isEmpty()) {
            return change.make(settlement, locked -> calls.add(settlement.id(), CANCEL))
                    .map(call -> send(settlement, call))
                    .orElse(true);
        }
        Call call = open.get();
        return switch (insurance.ask(call.id())) {
            case Insurance.Asked.Cancelled() -> tookBack(settlement, call);
            case Insurance.Asked.NotDone() -> send(settlement, call);
            case Insurance.Asked.Half() -> insurance.reverse(call.id()) instanceof Outcome.Done<Void>
                    ? over(settlement, call, "reversed")
                    : unclear(settlement, InsuranceSteps.SILENT);
            case Insurance.Asked.Reversed() -> over(settlement, call, "reversed");
            case Insurance.Asked.Refused(String code) -> refused(settlement, call, code);
            case Insurance.Asked.Paid paid -> unclear(settlement, InsuranceSteps.SILENT);
            case Insurance.Asked.Unknown() -> unclear(settlement, InsuranceSteps.SILENT);
        };
    }

    private boolean send(Settlement settlement, Call call) {
        String insuranceId = settlement.insuranceId().orElseThrow();
        return switch (insurance.cancel(call.id(), Claims.visit(settlement), insuranceId)) {
            case Outcome.Done<Void> done -> tookBack(settlement, call);
            case Outcome.Refused<Void>(String code) -> refused(settlement, call, code);
            case Outcome.Unknown<Void> lost -> unclear(settlement, InsuranceSteps.SILENT);
        };
    }

    private boolean tookBack(Settlement settlement, Call call) {
        change.in(settlement, locked -> {
            if (calls.ended(call, "done")) {
                ledger.uninsured(locked);
            }
        });
        return true;
    }

    /** Tried again later under a new number, until somebody has put it right with the insurer. */
    private boolean refused(Settlement settlement, Call call, String code) {
        over(settlement, call, "refused");
        return unclear(settlement, code);
    }

    private boolean over(Settlement settlement, Call call, String state) {
        change.in(settlement, locked -> calls.ended(call, state));
        return true;
    }

    private boolean unclear(Settlement settlement, String trouble) {
        settlements.unclear(settlement, trouble);
        return false;
    }
}
