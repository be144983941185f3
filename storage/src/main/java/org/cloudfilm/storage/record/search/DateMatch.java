package org.cloudfilm.storage.record.search;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.cloudfilm.storage.record.index.DateInterval;

/**
 * One value of a date parameter: the half-open interval its precision covers, in microseconds since 1970, and how an
 * interval in the resource must lie to it (FHIR R4 sections 3.1.1.4.5 and 3.1.1.4.7).
 */
record DateMatch(Prefix prefix, long from, long to) implements RowMatch {

    /**
     * @param zone of dates and times that name none
     * @return empty when it is no date
     */
    static Optional<DateMatch> parse(String value, ZoneId zone, Instant now) {
        Prefix prefix = Prefix.of(value);
        // a plus that was not escaped in the URL arrives as a space
        String date = (prefix == null ? value : value.substring(2)).replace(' ', '+');
        return DateInterval.parse(date, zone)
                .map(covers -> new DateMatch(prefix == null ? Prefix.EQ : prefix, covers.lo(), covers.hi()))
                .map(match -> match.prefix == Prefix.AP ? match.widened(now) : match);
    }

    /** By a tenth of the time between then and now. */
    private DateMatch widened(Instant now) {
        long tenth = Math.abs(ChronoUnit.MICROS.between(Instant.EPOCH, now) - from) / 10;
        return new DateMatch(prefix, from - tenth, to + tenth);
    }

    /** The condition on columns {@code lo} and {@code hi} of an alias. */
    @Override
    public void write(Sql sql, String row) {
        String lo = row + ".lo";
        String hi = row + ".hi";
        String within = lo + " >= ? and " + hi + " <= ?";
        switch (prefix) {
            // the bound on lo follows from the one on hi; it is there for the index
            case EQ -> sql.add("(" + within + " and " + lo + " < ?)", time(from), time(to), time(to));
            case NE -> sql.add("(" + lo + " < ? or " + hi + " > ?)", time(from), time(to));
            case GT -> sql.add(hi + " > ?", time(to));
            case LT -> sql.add(lo + " < ?", time(from));
            case GE -> sql.add("(" + hi + " > ? or (" + within + "))", time(to), time(from), time(to));
            case LE -> sql.add("(" + lo + " < ? or (" + within + "))", time(from), time(from), time(to));
            case SA -> sql.add(lo + " >= ?", time(to));
            case EB -> sql.add(hi + " <= ?", time(from));
            case AP -> sql.add("(" + lo + " < ? and " + hi + " > ?)", time(to), time(from));
        }
    }

    /** The condition on a column that holds a moment. */
    void writeMoment(Sql sql, String at) {
        switch (prefix) {
            case EQ, AP -> sql.add("(" + at + " >= ? and " + at + " < ?)", time(from), time(to));
            case NE -> sql.add("(" + at + " < ? or " + at + " >= ?)", time(from), time(to));
            case GT, SA -> sql.add(at + " >= ?", time(to));
            case LT, EB -> sql.add(at + " < ?", time(from));
            case GE -> sql.add(at + " >= ?", time(from));
            case LE -> sql.add(at + " < ?", time(to));
        }
    }

    static OffsetDateTime time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
