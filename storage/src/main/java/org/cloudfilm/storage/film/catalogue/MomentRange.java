package org.cloudfilm.storage.film.catalogue;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloudfilm.storage.film.catalogue.FilmQuery.Criterion;

/**
 * Combined date and time matching (PS3.4 section C.2.2.2.5): a range of dates with a range of times is one range from
 * the first moment to the last, not the same hours of each day.
 */
final class MomentRange {

    private static final Map<SearchKey, SearchKey> TIME_OF = Map.of(
            SearchKey.STUDY_DATE, SearchKey.STUDY_TIME,
            SearchKey.PERFORMED_PROCEDURE_STEP_START_DATE, SearchKey.PERFORMED_PROCEDURE_STEP_START_TIME);

    private MomentRange() {}

    /** Appends a condition for every pair of ranges and returns the criteria that are left. */
    static List<Criterion> combined(List<Criterion> criteria, List<Object> parameters, StringBuilder conditions) {
        List<Criterion> rest = new ArrayList<>(criteria);
        for (Criterion one : criteria) {
            if (one.matching() instanceof Matching.Dates dates && !same(dates.from(), dates.to())) {
                criteria.stream()
                        .filter(other -> other.key() == TIME_OF.get(one.key()))
                        .filter(other -> other.matching() instanceof Matching.Times)
                        .findFirst()
                        .ifPresent(other -> {
                            rest.remove(one);
                            rest.remove(other);
                            append(one.key(), dates, (Matching.Times) other.matching(), parameters, conditions);
                        });
            }
        }
        return rest;
    }

    private static void append(
            SearchKey date, Matching.Dates dates, Matching.Times times, List<Object> parameters, StringBuilder to) {
        String moment = "(" + date.column() + ", " + TIME_OF.get(date).column() + ")";
        if (dates.from() != null) {
            to.append(" and ").append(moment).append(" >= (?, ?)");
            parameters.add(dates.from());
            parameters.add(times.from() == null ? LocalTime.MIN : times.from());
        }
        if (dates.to() != null) {
            to.append(" and ").append(moment).append(" <= (?, ?)");
            parameters.add(dates.to());
            parameters.add(times.to() == null ? LocalTime.of(23, 59, 59, 999_999_000) : times.to());
        }
    }

    private static boolean same(LocalDate from, LocalDate to) {
        return from != null && from.equals(to);
    }
}
