package org.cloudfilm.benchmark;

import java.util.Locale;

/** One line of a table: what is measured, and what Cloudfilm must reach. */
public interface Figure {

    enum Unit { SECONDS, PER_SECOND, MEGABYTES, TIMES }

    /** As in an enum: the place in the table, and the name that the command line's is made of. */
    int ordinal();

    String name();

    Goal goal();

    /**
     * @param ratio how many times better than the server compared with; 0 for no such target
     * @param limit what must not be exceeded; 0 for no such target
     */
    record Goal(String title, Unit unit, double ratio, double limit) {}

    default String title() {
        return goal().title();
    }

    default Unit unit() {
        return goal().unit();
    }

    default double ratio() {
        return goal().ratio();
    }

    default double limit() {
        return goal().limit();
    }

    /** The name the command line knows it by. */
    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    default String print(double value) {
        return switch (unit()) {
            case SECONDS -> value < 0.1 ? "%.1f ms".formatted(value * 1_000) : "%.2f s".formatted(value);
            case PER_SECOND -> "%,.0f/s".formatted(value);
            case MEGABYTES -> "%,.0f MB".formatted(value);
            case TIMES -> "%.2f×".formatted(value);
        };
    }

    /** How many times better {@code ours} is than {@code theirs}. */
    default double better(double ours, double theirs) {
        return unit() == Unit.PER_SECOND ? ours / theirs : theirs / ours;
    }

    default String target() {
        if (ratio() > 0) {
            return "≥ %s×".formatted(ratio() == Math.rint(ratio()) ? "%.0f".formatted(ratio()) : "" + ratio());
        }
        return switch (unit()) {
            case SECONDS -> "≤ %.0f ms".formatted(limit() * 1_000);
            case TIMES -> "≤ %s×".formatted(limit());
            default -> "≤ %.0f MB".formatted(limit());
        };
    }

    default boolean met(double ours, Double theirs) {
        return ratio() > 0 ? theirs != null && better(ours, theirs) >= ratio() : ours <= limit();
    }
}
