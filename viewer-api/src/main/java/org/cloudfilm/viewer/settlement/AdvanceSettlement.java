package org.cloudfilm.viewer.settlement;

import java.time.Duration;
import java.util.UUID;

/**
 * Takes a settlement as far as it gets without people. What comes next is read from the database alone, so any process
 * may do it, and go on where another died. Two at once do no harm, but only one is let in, to spare the providers.
 */
final class AdvanceSettlement {

    /** Longer than any one call takes. */
    private static final Duration LEASE = Duration.ofSeconds(45);

    private final Settlements settlements;
    private final InsuranceSteps insurance;
    private final PaymentSteps payment;
    private final UndoSteps undo;

    AdvanceSettlement(Settlements settlements, InsuranceSteps insurance, PaymentSteps payment, UndoSteps undo) {
        this.settlements = settlements;
        this.insurance = insurance;
        this.payment = payment;
        this.undo = undo;
    }

    /** @return as it is after that, or while somebody else is at work on it */
    Settlement advance(UUID id) {
        if (!settlements.take(id, LEASE)) {
            return find(id);
        }
        // not in a finally block: after an error nobody knows what is under way, and the lease runs out by itself
        while (step(find(id))) {
            settlements.hold(id, LEASE);
        }
        settlements.letGo(id);
        return find(id);
    }

    /** Nothing is left to be done, or to be waited for. */
    boolean over(Settlement settlement) {
        return settlement.state().ended() && !(settlement.state() == SettlementState.CANCELLED && undo.owesPatient(settlement));
    }

    private boolean step(Settlement settlement) {
        return switch (settlement.state()) {
            case OPENED -> insurance.preSettle(settlement);
            case PRE_SETTLED -> insurance.settle(settlement);
            case INSURING -> insurance.ask(settlement);
            case INSURED -> payment.open(settlement);
            case PAYING -> payment.ask(settlement);
            case AWAITING_PAYMENT -> payment.look(settlement);
            case CANCELLING, REFUNDING -> undo.next(settlement);
            case CANCELLED -> undo.owesPatient(settlement) && undo.returnPayment(settlement);
            case PAID, FAILED, REFUNDED -> false;
        };
    }

    private Settlement find(UUID id) {
        return settlements.find(id).orElseThrow();
    }
}
