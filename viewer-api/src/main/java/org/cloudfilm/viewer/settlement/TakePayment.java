package org.cloudfilm.viewer.settlement;

import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes what a channel says was paid or given back, by callback or on being asked, in any order and any number of times. */
final class TakePayment {

    private final TransactionTemplate transactions;
    private final Settlements settlements;
    private final Payments payments;
    private final Ledger ledger;
    private final EndSettlement end;
    private final SettlementEvents events;

    TakePayment(
            TransactionTemplate transactions,
            Settlements settlements,
            Payments payments,
            Ledger ledger,
            EndSettlement end,
            SettlementEvents events) {
        this.transactions = transactions;
        this.settlements = settlements;
        this.payments = payments;
        this.ledger = ledger;
        this.end = end;
        this.events = events;
    }

    enum Taken {
        YES,
        /** It does not fit what is known here: kept aside for people. */
        SET_ASIDE
    }

    Taken paid(String channel, PaymentChannel.Paying told) {
        return transactions.execute(status -> {
            Optional<UUID> id = payments.settlementOf(channel, told.payment());
            if (id.isEmpty()) {
                return aside(channel, told, null, "unknown-payment");
            }
            Settlement settlement = settlements.lock(id.get());
            Settlement.Payment payment = payments.lock(told.payment()).orElseThrow();
            if (!payment.amount().equals(told.amount())) {
                return aside(channel, told, payment.amount(), "amount-differs");
            }
            if (payment.isPaid()) {
                return payment.channelNo().equals(Optional.of(told.channelNo()))
                        ? Taken.YES
                        : aside(channel, told, payment.amount(), "paid-twice");
            }
            payments.paid(told);
            ledger.paid(settlement, payment);
            goOn(settlement);
            return Taken.YES;
        });
    }

    private void goOn(Settlement settlement) {
        switch (settlement.state()) {
            case PAYING, AWAITING_PAYMENT -> end.paid(settlement);
            // it is on its way back, or goes back now
            default -> events.step(settlement.id());
        }
    }

    Taken refunded(String channel, PaymentChannel.Callback.Refunded told) {
        return transactions.execute(status -> {
            PaymentChannel.Paying as = new PaymentChannel.Paying(told.payment(), told.refund(), told.amount(), null);
            Optional<UUID> id = payments.settlementOf(channel, told.payment());
            if (id.isEmpty()) {
                return refundAside(channel, as, null, "unknown-payment");
            }
            Settlement settlement = settlements.lock(id.get());
            Settlement.Payment payment = payments.lock(told.payment()).orElseThrow();
            Optional<Payments.Refund> refund =
                    payments.refundOf(payment.no()).filter(one -> one.no().equals(told.refund()));
            if (refund.isEmpty()) {
                return refundAside(channel, as, null, "unknown-refund");
            }
            if (!refund.get().amount().equals(told.amount())) {
                return refundAside(channel, as, refund.get().amount(), "amount-differs");
            }
            done(settlement, payment, refund.get());
            events.step(settlement.id());
            return Taken.YES;
        });
    }

    /** Inside a transaction that has locked the settlement. */
    void done(Settlement settlement, Settlement.Payment payment, Payments.Refund refund) {
        if (!refund.done()) {
            payments.refunded(refund.no());
            ledger.refunded(settlement, payment, refund);
        }
    }

    private Taken aside(String channel, PaymentChannel.Paying told, Fen expected, String reason) {
        payments.setAside(channel, "paid", told, expected, reason);
        return Taken.SET_ASIDE;
    }

    private Taken refundAside(String channel, PaymentChannel.Paying told, Fen expected, String reason) {
        payments.setAside(channel, "refunded", told, expected, reason);
        return Taken.SET_ASIDE;
    }
}
