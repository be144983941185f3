package org.cloudfilm.viewer.settlement;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where the charge of an exam stands, and how it gets on from there. The database holds the same table (state_change)
 * and refuses every other change.
 *
 * <table>
 * <caption>Changes</caption>
 * <tr><th>from</th><th>to</th><th>when</th></tr>
 * <tr><td>–</td><td>planned</td><td>an imaging exam was ordered on a visit</td></tr>
 * <tr><td>–, planned, cancelled</td><td>due</td><td>its images arrived</td></tr>
 * <tr><td>planned</td><td>cancelled</td><td>an exam done before was recognised, or the order was revoked</td></tr>
 * <tr><td>cancelled</td><td>planned</td><td>that was taken back</td></tr>
 * <tr><td>due</td><td>planned</td><td>the images turned out to be of another order</td></tr>
 * <tr><td>planned, due</td><td>settling</td><td>the visit is settled, or the exam paid before it is performed</td></tr>
 * <tr><td>settling</td><td>planned, due</td><td>the settlement failed or was cancelled</td></tr>
 * <tr><td>settling</td><td>paid</td><td>everybody has paid their part</td></tr>
 * <tr><td>paid</td><td>refunding</td><td>it was paid before, and will not be performed</td></tr>
 * <tr><td>refunding</td><td>refunded</td><td>everybody has their money back</td></tr>
 * </table>
 */
public enum ChargeState {
    PLANNED,
    DUE,
    SETTLING,
    PAID,
    CANCELLED,
    REFUNDING,
    REFUNDED;

    /** How a charge may begin. */
    static final Set<ChargeState> FIRST = EnumSet.of(PLANNED, DUE);

    Set<ChargeState> next() {
        return switch (this) {
            case PLANNED -> EnumSet.of(DUE, CANCELLED, SETTLING);
            case DUE -> EnumSet.of(PLANNED, SETTLING);
            case SETTLING -> EnumSet.of(PLANNED, DUE, PAID);
            case PAID -> EnumSet.of(REFUNDING);
            case CANCELLED -> EnumSet.of(PLANNED, DUE);
            case REFUNDING -> EnumSet.of(REFUNDED);
            case REFUNDED -> EnumSet.noneOf(ChargeState.class);
        };
    }

    /** As in the database and on the pages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ChargeState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

}
