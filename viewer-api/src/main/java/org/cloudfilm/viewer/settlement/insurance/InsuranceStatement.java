package org.cloudfilm.viewer.settlement.insurance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.viewer.settlement.Fen;
import org.cloudfilm.viewer.settlement.Insurance.Movement;
import org.cloudfilm.viewer.settlement.Split;

/** The file of a day's settlements: a line of names, then one a line, columns parted by tabs. */
final class InsuranceStatement {

    private InsuranceStatement() {}

    /** Empty when a line cannot be understood: half a statement is none. */
    static Optional<List<Movement>> read(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = List.of(lines.getFirst().split("\t"));
        List<Movement> movements = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Optional<Movement> one = movement(names, line.split("\t", -1));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            movements.add(one.get());
        }
        return Optional.of(movements);
    }

    private static Optional<Movement> movement(List<String> names, String[] values) {
        Optional<Fen> fund = amount(names, values, "fund_pay_sumamt");
        Optional<Fen> account = amount(names, values, "acct_pay");
        Optional<Fen> family = amount(names, values, "acct_mulaid_pay");
        Optional<Fen> cash = amount(names, values, "psn_cash_pay");
        Optional<String> call = value(names, values, "msgid");
        Optional<String> id = value(names, values, "setl_id");
        Optional<String> taken = value(names, values, "refd_setl_flag");
        if (fund.isEmpty() || account.isEmpty() || family.isEmpty() || cash.isEmpty() || call.isEmpty() || id.isEmpty()
                || taken.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Movement(
                call.get(),
                id.get(),
                new Split(fund.get(), account.get(), family.get(), cash.get()),
                taken.get().equals("1")));
    }

    private static Optional<Fen> amount(List<String> names, String[] values, String name) {
        try {
            return value(names, values, name).map(BigDecimal::new).flatMap(Amounts::fen);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> value(List<String> names, String[] values, String name) {
        int column = names.indexOf(name);
        return column < 0 || column >= values.length ? Optional.empty() : Optional.of(values[column]);
    }
}
