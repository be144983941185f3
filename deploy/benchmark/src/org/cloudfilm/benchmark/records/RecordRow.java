package org.cloudfilm.benchmark.records;

import org.cloudfilm.benchmark.Figure;

/** The figures for records, beside a plain HAPI JPA server. */
enum RecordRow implements Figure {
    LOAD("storing Synthea's resources, one client", Unit.PER_SECOND, 5, 0),
    LOAD4("storing Synthea's resources, four clients", Unit.PER_SECOND, 4, 0),
    MEMORY("resident memory with the database, after the load", Unit.MEGABYTES, 0, 700),
    SEARCH("search by patient, code and date, 8 clients", Unit.PER_SECOND, 5, 0),
    SEARCH_FRESH("the same with Cache-Control: no-cache", Unit.PER_SECOND, 5, 0),
    IDENTIFIER("Patient by identifier, 8 clients", Unit.PER_SECOND, 5, 0),
    READ("Patient by id, 8 clients", Unit.PER_SECOND, 5, 0),
    GROWTH_SEARCH("p99 of the search as the store grows tenfold", Unit.TIMES, 0, 1.3),
    GROWTH_IDENTIFIER("p99 of the identifier search as the store grows tenfold", Unit.TIMES, 0, 1.3),
    MATCH("p99 of Patient/$match among all people, 8 clients", Unit.SECONDS, 0, 0.020),
    ORDER_SELECT("p99 of order-select among all films, 16 clients", Unit.SECONDS, 0, 0.050),
    ORDER_SELECT_GROWTH("p99 of order-select as films and people grow tenfold", Unit.TIMES, 0, 1.2);

    private final Goal goal;

    RecordRow(String title, Unit unit, double ratio, double limit) {
        this.goal = new Goal(title, unit, ratio, limit);
    }

    @Override
    public Goal goal() {
        return goal;
    }
}
