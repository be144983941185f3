package org.cloudfilm.storage.record.search;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One value of a number or quantity parameter (FHIR R4 sections 3.1.1.4.6 and 3.1.1.4.11). Without a prefix it stands
 * for all that rounds to it, {@code 5.40} for less than {@code 5.4}; with one, for itself.
 *
 * @param unit   key of the unit or its code; empty for any
 * @param system key of the unit's system; empty for any
 */
record QuantityMatch(Prefix prefix, BigDecimal value, Optional<Long> unit, Optional<Long> system) implements RowMatch {

    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final int LONGEST = 64;

    /** Reads a number with its prefix; empty when it is none. */
    static Optional<QuantityMatch> parse(String text, Optional<Long> unit, Optional<Long> system) {
        Prefix prefix = Prefix.of(text);
        String digits = prefix == null ? text : text.substring(2);
        if (digits.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(digits);
            // beyond what a double holds, and what its own expansion would cost
            return Math.abs((long) value.scale()) > 300
                    ? Optional.empty()
                    : Optional.of(new QuantityMatch(prefix == null ? Prefix.EQ : prefix, value, unit, system));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The condition on {@code lo} and {@code hi} of a row, its unit and system. */
    @Override
    public void write(Sql sql, String row) {
        sql.add("(");
        range(sql, row + ".lo", row + ".hi");
        unit.ifPresent(key -> sql.add(" and " + row + ".unit = ?", key));
        system.ifPresent(key -> sql.add(" and " + row + ".system = ?", key));
        sql.add(")");
    }

    private void range(Sql sql, String lo, String hi) {
        double exact = value.doubleValue();
        BigDecimal half = BigDecimal.ONE.scaleByPowerOfTen(-value.scale()).divide(BigDecimal.TWO);
        double from = value.subtract(half).doubleValue();
        double to = value.add(half).doubleValue();
        switch (prefix) {
            case EQ -> sql.add("(" + lo + " >= ? and " + lo + " < ? and " + hi + " <= ?)", from, to, to);
            case NE -> sql.add("(" + lo + " < ? or " + lo + " >= ? or " + hi + " > ?)", from, to, to);
            case GT -> sql.add(hi + " > ?", exact);
            case LT -> sql.add(lo + " < ?", exact);
            case GE -> sql.add(hi + " >= ?", exact);
            case LE -> sql.add(lo + " <= ?", exact);
            case SA -> sql.add(lo + " > ?", exact);
            case EB -> sql.add(hi + " < ?", exact);
            case AP -> {
                BigDecimal tenth = value.abs().multiply(TENTH).max(half);
                sql.add("(" + lo + " <= ? and " + hi + " >= ?)",
                        value.add(tenth).doubleValue(), value.subtract(tenth).doubleValue());
            }
        }
    }
}
