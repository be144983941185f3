package org.cloudfilm.storage.record.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the index says about one version of a record: rows of the tables of {@code V050__record.sql}, none twice, without
 * their rid and subject. Equal contents give equal rows in equal order.
 *
 * @param subject key of the Patient whose record this is, 0 when there is none or more than one
 * @param present which parameters have a value: bit {@link SearchParameter#bit()} as PostgreSQL's {@code get_bit} counts
 *     them, of one length for all records of a type
 */
public record IndexRows(
        long subject,
        byte[] present,
        List<Token> tokens,
        List<Reference> references,
        List<Text> strings,
        List<Interval> dates,
        List<Quantity> quantities) {

    /** URIs beyond this many characters have no rows: an entry of an index has its bounds. */
    public static final int LONGEST_URI = 500;

    /** No parameter: in {@link #references}, the Binaries that hold a document's, report's or medium's content. */
    public static final int ATTACHED = SearchParameter.number("Binary.attached");

    /** {@code -infinity} in {@link Interval#lo()}. */
    public static final long BEGIN_OF_TIME = Long.MIN_VALUE;
    /** {@code infinity} in {@link Interval#hi()}. */
    public static final long END_OF_TIME = Long.MAX_VALUE;

    /** Keys are Key64 of the code and the system, system 0 when there is none. */
    public record Token(int param, long code, long system) {}

    /** The key of (type, id), or of the whole text when it leads elsewhere. */
    public record Reference(int param, long target) {}

    /** @param exact the writing it came in; null when it is the same */
    public record Text(int param, String value, String exact) {}

    /** Microseconds since 1970 in UTC, {@code hi} exclusive. */
    public record Interval(int param, long lo, long hi) {}

    /**
     * The value, or the range it may be in, both ends included. Keys are Key64, 0 when there is none; {@code code} is
     * for pairs only. Of a place on the globe: latitude and longitude.
     */
    public record Quantity(int param, double lo, double hi, long unit, long system, long code) {}

    /**
     * The rows of this version that the other does not have: to be written, if the other is the one before, to be deleted,
     * if it is the one after. All of them when the subjects differ, since rows carry it.
     */
    public IndexRows minus(IndexRows other) {
        if (subject != other.subject) {
            return this;
        }
        return new IndexRows(
                subject,
                present,
                minus(tokens, other.tokens),
                minus(references, other.references),
                minus(strings, other.strings),
                minus(dates, other.dates),
                minus(quantities, other.quantities));
    }

    /** How many rows there are in all tables. */
    public int size() {
        return tokens.size() + references.size() + strings.size() + dates.size() + quantities.size();
    }

    private static <T> List<T> minus(List<T> rows, List<T> others) {
        if (rows.equals(others)) {
            return List.of();
        }
        Set<T> known = new HashSet<>(others);
        List<T> rest = new ArrayList<>(rows);
        rest.removeIf(known::contains);
        return rest;
    }
}
