package org.cloudfilm.storage.film.catalogue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a value must be like (PS3.4 section C.2.2.2). Universal matching is the absence of one of these. */
public sealed interface Matching {

    /** At most this many values in a list. */
    int MAX_VALUES = 1000;

    /** At most this many characters in a value. */
    int MAX_LENGTH = 20_000;

    /** Single value and list matching: any of these. */
    record AnyOf(List<String> values) implements Matching {}

    /** {@code *} is any run of characters, {@code ?} any one. */
    record Wildcard(String pattern) implements Matching {}

    /** A person's name as the client wrote it: component groups divided by {@code =}, wildcards allowed. */
    record Name(String name) implements Matching {}

    record Numbers(List<Integer> values) implements Matching {}

    /** Inclusive; null is an open end. */
    record Dates(LocalDate from, LocalDate to) implements Matching {}

    /** Inclusive; null is an open end. */
    record Times(LocalTime from, LocalTime to) implements Matching {}

    /** Empty value matching (PS3.4 section C.2.2.2.7): there is no value. */
    record Empty() implements Matching {}

    /**
     * Reads a value as queries write it; empty for universal matching.
     *
     * @throws IllegalArgumentException when it is no value of this key; the message is fit for the client
     */
    static Optional<Matching> parse(SearchKey key, String raw) {
        String value = raw.strip();
        if (value.length() > MAX_LENGTH || value.indexOf(0) >= 0) {
            throw new IllegalArgumentException("value too long or not text");
        }
        if (value.isEmpty() || value.chars().allMatch(c -> c == '*')) {
            return Optional.empty();
        }
        if (value.equals("\"\"")) {
            return Optional.of(new Empty());
        }
        return Optional.of(
                switch (key.kind()) {
                    case UID -> new AnyOf(uids(value));
                    case CODE, CODES -> texts(value, "[,\\\\]");
                    case TEXT -> texts(value, "\\\\");
                    case NUMBER -> numbers(value);
                    case NAME -> new Name(value);
                    case DATE -> dates(value);
                    case TIME -> times(value);
                });
    }

    private static Matching texts(String value, String separator) {
        List<String> values = list(value, separator);
        boolean wild = value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
        if (wild && values.size() > 1) {
            throw new IllegalArgumentException("a list of values takes no wildcards");
        }
        return wild ? new Wildcard(value) : new AnyOf(values);
    }

    private static List<String> uids(String value) {
        List<String> values = list(value, "[,\\\\]");
        for (String uid : values) {
            if (uid.isEmpty() || uid.length() > 64 || !uid.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("not a UID");
            }
        }
        return values;
    }

    private static Matching numbers(String value) {
        try {
            return new Numbers(list(value, "[,\\\\]").stream().map(Integer::valueOf).toList());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an integer");
        }
    }

    private static Matching dates(String value) {
        int dash = value.indexOf('-');
        if (dash < 0) {
            LocalDate day = date(value);
            return new Dates(day, day);
        }
        LocalDate from = dash == 0 ? null : date(value.substring(0, dash).strip());
        LocalDate to = dash == value.length() - 1 ? null : date(value.substring(dash + 1).strip());
        if (from == null && to == null) {
            throw new IllegalArgumentException("a range needs one end at least");
        }
        return new Dates(from, to);
    }

    private static Matching times(String value) {
        int dash = value.indexOf('-');
        if (dash < 0) {
            return new Times(time(value, false), time(value, true));
        }
        LocalTime from = dash == 0 ? null : time(value.substring(0, dash).strip(), false);
        LocalTime to = dash == value.length() - 1 ? null : time(value.substring(dash + 1).strip(), true);
        if (from == null && to == null) {
            throw new IllegalArgumentException("a range needs one end at least");
        }
        return new Times(from, to);
    }

    private static LocalDate date(String value) {
        String digits = value.length() == 10 ? value.replace(".", "") : value;
        try {
            if (digits.length() == 8) {
                return LocalDate.of(
                        number(digits.substring(0, 4)), number(digits.substring(4, 6)), number(digits.substring(6)));
            }
        } catch (DateTimeException | NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("not a date: YYYYMMDD is expected");
    }

    /** The first or last moment a time of any precision may mean. */
    private static LocalTime time(String value, boolean last) {
        String digits = value.replace(":", "");
        int dot = digits.indexOf('.');
        String whole = dot < 0 ? digits : digits.substring(0, dot);
        try {
            if (whole.length() == 2 || whole.length() == 4 || whole.length() == 6) {
                int minute = whole.length() > 2 ? number(whole.substring(2, 4)) : last ? 59 : 0;
                int second = whole.length() > 4 ? Math.min(number(whole.substring(4, 6)), 59) : last ? 59 : 0;
                return LocalTime.of(number(whole.substring(0, 2)), minute, second, micros(digits, dot, last) * 1000);
            }
        } catch (DateTimeException | NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("not a time: HHMMSS.FFFFFF or a beginning of it is expected");
    }

    private static int micros(String digits, int dot, boolean last) {
        String fraction = dot < 0 ? "" : digits.substring(dot + 1);
        if (fraction.length() > 6) {
            throw new NumberFormatException();
        }
        return number((fraction + (last ? "999999" : "000000")).substring(0, 6));
    }

    private static int number(String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException();
        }
        return Integer.parseInt(digits);
    }

    private static List<String> list(String value, String separator) {
        List<String> values = Arrays.stream(value.split(separator)).map(String::strip).toList();
        if (values.isEmpty() || values.size() > MAX_VALUES) {
            throw new IllegalArgumentException("a list takes 1 to " + MAX_VALUES + " values");
        }
        return values;
    }
}
