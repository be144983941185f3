package org.cloudfilm.benchmark;

import java.util.Locale;

/** The figures of the table, with what Cloudfilm must reach. */
enum Row {
    STORE("storing CT slices, one storescu", Unit.SECONDS, 24, 0),
    STORE4("storing CT slices, four storescu at once", Unit.SECONDS, 8, 0),
    QIDO("QIDO by patient, 8 clients", Unit.PER_SECOND, 10, 0),
    METADATA("/metadata of the series", Unit.SECONDS, 10, 0),
    METADATA_GZIP("/metadata of the series, gzip accepted", Unit.SECONDS, 10, 0),
    FRAME("one frame of 512 KiB, 8 clients", Unit.PER_SECOND, 8, 0),
    RENDERED("one rendered frame never asked for before, 8 clients", Unit.PER_SECOND, 2, 0),
    PREPARED("one rendered frame, prepared, 8 clients", Unit.PER_SECOND, 8, 0),
    STUDY("the whole study", Unit.SECONDS, 1.3, 0),
    HEAP("heap at most while a large study is stored and read", Unit.MEGABYTES, 0, 256),
    IDLE("resident memory, idle", Unit.MEGABYTES, 0, 450),
    AFTER("resident memory, after all this", Unit.MEGABYTES, 0, 650);

    enum Unit { SECONDS, PER_SECOND, MEGABYTES }

    final String title;
    final Unit unit;
    final double ratio;
    final double limit;

    /**
     * @param ratio how many times better than Orthanc; 0 for no such target
     * @param limit what must not be exceeded; 0 for no such target
     */
    Row(String title, Unit unit, double ratio, double limit) {
        this.title = title;
        this.unit = unit;
        this.ratio = ratio;
        this.limit = limit;
    }

    /** The name the command line knows it by. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String print(double value) {
        return switch (unit) {
            case SECONDS -> value < 0.1 ? "%.1f ms".formatted(value * 1_000) : "%.2f s".formatted(value);
            case PER_SECOND -> "%,.0f/s".formatted(value);
            case MEGABYTES -> "%,.0f MB".formatted(value);
        };
    }

    /** How many times better {@code ours} is than {@code theirs}. */
    double better(double ours, double theirs) {
        return unit == Unit.PER_SECOND ? ours / theirs : theirs / ours;
    }

    String target() {
        return ratio > 0 ? "≥ %s×".formatted(ratio == Math.rint(ratio) ? "%.0f".formatted(ratio) : "" + ratio)
                : "≤ %.0f MB".formatted(limit);
    }

    boolean met(double ours, Double theirs) {
        return ratio > 0 ? theirs != null && better(ours, theirs) >= ratio : ours <= limit;
    }
}
