package org.cloudfilm.storage.record.index;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The numbers that a decimal may stand for (FHIR R4 section 3.1.1.4.6): {@code 5.40} is from 5.395 up to 5.405,
 * {@code 1e2} from 50 up to 150.
 */
public record DecimalInterval(double lo, double hi) {

    private static final int LONGEST = 64;
    private static final int LARGEST_SCALE = 320;

    /** Empty when the text is no decimal, or beyond what a double can hold. */
    public static Optional<DecimalInterval> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (Math.abs((long) value.scale()) > LARGEST_SCALE) {
                return Optional.empty();
            }
            BigDecimal half = BigDecimal.valueOf(5, value.scale() + 1);
            double lo = value.subtract(half).doubleValue();
            double hi = value.add(half).doubleValue();
            return Double.isFinite(lo) && Double.isFinite(hi)
                    ? Optional.of(new DecimalInterval(lo, hi))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
