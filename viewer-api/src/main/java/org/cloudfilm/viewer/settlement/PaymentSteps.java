package org.cloudfilm.viewer.settlement;

import static org.cloudfilm.viewer.settlement.SettlementState.AWAITING_PAYMENT;
import static org.cloudfilm.viewer.settlement.SettlementState.CANCELLING;
import static org.cloudfilm.viewer.settlement.SettlementState.PAYING;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.cloudfilm.viewer.settlement.PaymentChannel.Asked;

/** The patient's part. Each step answers true when the next may follow at once. */
final class PaymentSteps {

    static final String SILENT = "channel-silent";
    static final String EXPIRED = "payment-expired";
    static final String CLOSED = "payment-closed";

    /** What the patient reads in the channel: nothing clinical. */
    private static final String TITLE = "检查费 · Imaging exam";

    private final ChangeSettlement change;
    private final PaymentChannel channel;
    private final Settlements settlements;
    private final Payments payments;
    private final TakePayment take;
    private final EndSettlement end;
    private final InstantSource clock;
    private final Duration timeToPay;

    PaymentSteps(
            ChangeSettlement change,
            PaymentChannel channel,
            Settlements settlements,
            Payments payments,
            TakePayment take,
            EndSettlement end,
            InstantSource clock,
            Duration timeToPay) {
        this.change = change;
        this.channel = channel;
        this.settlements = settlements;
        this.payments = payments;
        this.take = take;
        this.end = end;
        this.clock = clock;
        this.timeToPay = timeToPay;
    }

    /** Opens the payment of what the insurer leaves to the patient, if anything. */
    boolean open(Settlement settlement) {
        Fen selfPay = settlement.split().orElseThrow().selfPay();
        if (selfPay.isZero()) {
            change.in(settlement, end::paid);
            return true;
        }
        Optional<Settlement> paying = change.make(settlement, locked -> {
            payments.ask(settlement.id(), channel.name(), selfPay, clock.instant().plus(timeToPay));
            settlements.move(settlement.id(), PAYING, null);
            return settlements.find(settlement.id()).orElseThrow();
        });
        return paying.map(this::prepay).orElse(true);
    }

    private boolean prepay(Settlement settlement) {
        Settlement.Payment payment = settlement.payment().orElseThrow();
        PaymentChannel.Bill bill = new PaymentChannel.Bill(payment.no(), payment.amount(), TITLE, payment.expiresAt());
        return switch (channel.prepay(bill)) {
            case Outcome.Done<PaymentChannel.Prepaid>(PaymentChannel.Prepaid prepaid) -> opened(settlement, prepaid);
            case Outcome.Refused<PaymentChannel.Prepaid>(String code) -> giveUp(settlement, code);
            case Outcome.Unknown<PaymentChannel.Prepaid> lost -> unclear(settlement);
        };
    }

    /** The channel has been called, and nobody here knows what came of it. */
    boolean ask(Settlement settlement) {
        return switch (channel.ask(settlement.payment().orElseThrow().no())) {
            case Asked.Open(PaymentChannel.Prepaid prepaid) -> opened(settlement, prepaid);
            case Asked.Paid(PaymentChannel.Paying paying) -> paid(settlement, paying);
            case Asked.Closed() -> giveUp(settlement, CLOSED);
            case Asked.NotDone() -> prepay(settlement);
            case Asked.Unknown() -> unclear(settlement);
        };
    }

    /** The patient may pay: perhaps the callback was lost, or the time is over. */
    boolean look(Settlement settlement) {
        Settlement.Payment payment = settlement.payment().orElseThrow();
        boolean late = clock.instant().isAfter(payment.expiresAt());
        Asked asked = late ? channel.close(payment.no()) : channel.ask(payment.no());
        return switch (asked) {
            case Asked.Open open -> false;
            case Asked.Paid(PaymentChannel.Paying paying) -> paid(settlement, paying);
            case Asked.Closed(), Asked.NotDone() -> giveUp(settlement, late ? EXPIRED : CLOSED);
            case Asked.Unknown() -> false;
        };
    }

    private boolean opened(Settlement settlement, PaymentChannel.Prepaid prepaid) {
        change.in(settlement, locked -> {
            payments.opened(locked.payment().orElseThrow().no(), prepaid);
            settlements.move(settlement.id(), AWAITING_PAYMENT, null);
        });
        return false;
    }

    private boolean paid(Settlement settlement, PaymentChannel.Paying paying) {
        if (take.paid(channel.name(), paying) == TakePayment.Taken.YES) {
            return true;
        }
        settlements.unclear(settlement, "payment-set-aside");
        return false;
    }

    private boolean giveUp(Settlement settlement, String trouble) {
        change.in(settlement, locked -> settlements.move(settlement.id(), CANCELLING, trouble));
        return true;
    }

    private boolean unclear(Settlement settlement) {
        settlements.unclear(settlement, SILENT);
        return false;
    }
}
