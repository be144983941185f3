package org.cloudfilm.viewer.settlement;

/**
 * Who pays what of one settlement, in the insurer's words.
 *
 * @param fund    fund_pay_sumamt, the pooled fund
 * @param account acct_pay, the patient's personal account
 * @param family  acct_mulaid_pay, a relative's account
 * @param selfPay psn_cash_pay, the patient at once
 */
public record Split(Fen fund, Fen account, Fen family, Fen selfPay) {

    /** Nobody pays but the patient. */
    public static Split selfPaid(Fen total) {
        return new Split(Fen.ZERO, Fen.ZERO, Fen.ZERO, total);
    }

    public Fen insurance() {
        return fund.plus(account).plus(family);
    }

    public Fen total() {
        return insurance().plus(selfPay);
    }
}
