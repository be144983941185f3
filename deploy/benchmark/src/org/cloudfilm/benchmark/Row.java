package org.cloudfilm.benchmark;

/** The figures for films, beside Orthanc. */
enum Row implements Figure {
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

    private final Goal goal;

    Row(String title, Unit unit, double ratio, double limit) {
        this.goal = new Goal(title, unit, ratio, limit);
    }

    @Override
    public Goal goal() {
        return goal;
    }
}
