package org.cloudfilm.viewer.settlement;

/**
 * An amount of money in fen (分, 1/100 yuan), never negative. What is taken away can not be more than there is, and
 * what does not fit fails: no sum ever wraps around.
 */
public record Fen(long value) implements Comparable<Fen> {

    public static final Fen ZERO = new Fen(0);

    /** Ten million yuan: more than any visit costs, so that a misplaced decimal point is an error and not a bill. */
    public static final long MOST = 1_000_000_000L;

    public Fen {
        if (value < 0 || value > MOST) {
            throw new IllegalArgumentException("an amount must be 0 to " + MOST + " fen");
        }
    }

    public static Fen of(long value) {
        return value == 0 ? ZERO : new Fen(value);
    }

    /** @throws IllegalArgumentException when the sum is more than {@link #MOST} */
    public Fen plus(Fen other) {
        return of(Math.addExact(value, other.value));
    }

    /** @throws IllegalArgumentException when the other is more than this */
    public Fen minus(Fen other) {
        return of(value - other.value);
    }

    public boolean isZero() {
        return value == 0;
    }

    @Override
    public int compareTo(Fen other) {
        return Long.compare(value, other.value);
    }

    /** Yuan with two decimals, such as {@code 235.00}. */
    public String yuan() {
        return value / 100 + "." + (value % 100 < 10 ? "0" : "") + value % 100;
    }

    @Override
    public String toString() {
        return value + " fen";
    }
}
