package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a statement as it grows, and its parameters in order. Only names of our own are part of the text, values
 * never, and lists go as one array: texts stay few, so that PostgreSQL's plans are found again.
 */
final class Sql {

    private final StringBuilder text = new StringBuilder(512);
    private final List<Object> values = new ArrayList<>();
    private int aliases;

    Sql add(String part, Object... bound) {
        text.append(part);
        values.addAll(List.of(bound));
        return this;
    }

    /** {@code column = ?} for one value, {@code column = any(?)} for more. */
    Sql anyOf(String column, long... keys) {
        return keys.length == 1 ? add(column + " = ?", keys[0]) : add(column + " = any(?)", keys);
    }

    Sql anyOf(String column, int... numbers) {
        return numbers.length == 1 ? add(column + " = ?", numbers[0]) : add(column + " = any(?)", numbers);
    }

    /** A table alias that is new in this statement. */
    String alias(String prefix) {
        return prefix + ++aliases;
    }

    String text() {
        return text.toString();
    }

    List<Object> values() {
        return values;
    }
}
