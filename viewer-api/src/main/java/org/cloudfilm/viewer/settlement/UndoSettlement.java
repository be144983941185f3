package org.cloudfilm.viewer.settlement;

import static org.cloudfilm.viewer.settlement.SettlementState.AWAITING_PAYMENT;
import static org.cloudfilm.viewer.settlement.SettlementState.CANCELLING;
import static org.cloudfilm.viewer.settlement.SettlementState.PAID;
import static org.cloudfilm.viewer.settlement.SettlementState.REFUNDING;

import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins to give everybody their money back: {@link UndoSteps} carries it out. */
final class UndoSettlement {

    static final String CANCELLED_BY_CLINICIAN = "cancelled";

    private final TransactionTemplate transactions;
    private final Settlements settlements;
    private final Charges charges;
    private final SettlementEvents events;
    private final ChargeNews news;

    UndoSettlement(
            TransactionTemplate transactions,
            Settlements settlements,
            Charges charges,
            SettlementEvents events,
            ChargeNews news) {
        this.transactions = transactions;
        this.settlements = settlements;
        this.charges = charges;
        this.events = events;
        this.news = news;
    }

    /** Before the patient has paid. False when it is not at that point, or not any more. */
    boolean cancel(UUID id) {
        return transactions.execute(status -> {
            SettlementState state = settlements.lock(id).state();
            if (state == AWAITING_PAYMENT) {
                settlements.move(id, CANCELLING, CANCELLED_BY_CLINICIAN);
                return true;
            }
            return state == CANCELLING || state == SettlementState.CANCELLED;
        });
    }

    /** A charge that was paid before, and will not be performed. Joins the transaction that has locked it. */
    void refund(Charge charge, String because) {
        Settlement settlement = settlements.lock(charge.settlement().orElseThrow());
        // what is paid before it is performed is settled by itself: the whole settlement is its
        if (settlement.state() != PAID || settlement.lines().size() != 1) {
            return;
        }
        settlements.move(settlement.id(), REFUNDING, because);
        Charge refunding = charge.in(ChargeState.REFUNDING, because, charge.settlement());
        charges.change(refunding);
        news.changed(refunding);
        events.step(settlement.id());
    }
}
