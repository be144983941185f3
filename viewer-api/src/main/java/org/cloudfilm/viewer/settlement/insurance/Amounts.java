package org.cloudfilm.viewer.settlement.insurance;

import java.math.BigDecimal;
import java.util.Optional;
import org.cloudfilm.viewer.settlement.Fen;
import org.cloudfilm.viewer.settlement.Split;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Amounts in yuan, as the insurance writes them, and in fen. */
final class Amounts {

    private Amounts() {}

    static BigDecimal yuan(Fen fen) {
        return BigDecimal.valueOf(fen.value(), 2);
    }

    /** Of a number or a text; the sign is left away, as what is taken back is told with negative amounts. */
    static Optional<Fen> fen(JsonNode yuan) {
        try {
            return fen(yuan.isString() ? new BigDecimal(yuan.asString().strip()) : yuan.decimalValue());
        } catch (NumberFormatException | JacksonException e) {
            return Optional.empty();
        }
    }

    static Optional<Fen> fen(BigDecimal yuan) {
        try {
            return Optional.of(Fen.of(yuan.abs().movePointRight(2).longValueExact()));
        } catch (ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Empty unless the parts are the whole: fund, accounts, cash and what the hospital bears. */
    static Optional<Split> split(JsonNode info) {
        Optional<Fen> total = fen(info.path("medfee_sumamt"));
        Optional<Fen> fund = fen(info.path("fund_pay_sumamt"));
        Optional<Fen> account = fen(info.path("acct_pay"));
        Optional<Fen> family = fen(info.path("acct_mulaid_pay"));
        Optional<Fen> cash = fen(info.path("psn_cash_pay"));
        if (total.isEmpty() || fund.isEmpty() || account.isEmpty() || family.isEmpty() || cash.isEmpty()) {
            return Optional.empty();
        }
        Split split = new Split(fund.get(), account.get(), family.get(), cash.get());
        try {
            return Optional.of(split).filter(parts -> parts.total().equals(total.get()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
