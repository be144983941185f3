package org.cloudfilm.viewer.settlement;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a settlement stands. Each state is reached in one transaction; what is to be called next follows from it, so
 * that any process can go on after another died. The database holds the same table (state_change).
 */
enum SettlementState {
    /** its charges are held; nobody has been asked anything */
    OPENED,
    /** it is known who pays what */
    PRE_SETTLED,
    /** the insurer has been, or is just being, asked to pay: asked about before it is done again */
    INSURING,
    /** the insurer's part is settled */
    INSURED,
    /** the channel has been, or is just being, asked for a payment */
    PAYING,
    /** the patient may pay */
    AWAITING_PAYMENT,
    PAID,
    /** the insurer refuses; nothing was paid */
    FAILED,
    /** everybody gets back what they have paid so far */
    CANCELLING,
    CANCELLED,
    /** as cancelling, after all was paid */
    REFUNDING,
    REFUNDED;

    static final Set<SettlementState> FIRST = EnumSet.of(OPENED);

    Set<SettlementState> next() {
        return switch (this) {
            case OPENED -> EnumSet.of(PRE_SETTLED, FAILED);
            case PRE_SETTLED -> EnumSet.of(INSURING, INSURED);
            case INSURING -> EnumSet.of(INSURED, FAILED, CANCELLING);
            case INSURED -> EnumSet.of(PAYING, PAID);
            case PAYING -> EnumSet.of(AWAITING_PAYMENT, PAID, CANCELLING);
            case AWAITING_PAYMENT -> EnumSet.of(PAID, CANCELLING);
            case PAID -> EnumSet.of(REFUNDING);
            case CANCELLING -> EnumSet.of(CANCELLED);
            case REFUNDING -> EnumSet.of(REFUNDED);
            case FAILED, CANCELLED, REFUNDED -> EnumSet.noneOf(SettlementState.class);
        };
    }

    /** Nothing will change any more by itself. */
    boolean ended() {
        return switch (this) {
            case PAID, FAILED, CANCELLED, REFUNDED -> true;
            default -> false;
        };
    }

    /** What the pages are told. @param unclear an answer was lost and is being asked for */
    String shown(boolean unclear) {
        return switch (this) {
            case OPENED, PRE_SETTLED, INSURING, INSURED, PAYING -> unclear ? "unknown" : "pre-settled";
            case AWAITING_PAYMENT -> "awaiting-payment";
            case PAID -> "paid";
            case FAILED -> "failed";
            case CANCELLING, CANCELLED -> "cancelled";
            case REFUNDING, REFUNDED -> "refunded";
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static SettlementState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
