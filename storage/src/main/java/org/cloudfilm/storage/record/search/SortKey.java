package org.cloudfilm.storage.record.search;

import java.util.List;
import java.util.stream.Collectors;
import org.cloudfilm.storage.record.index.ContentPath;

/**
 * What a search is sorted by. Of several values of one record the least counts, or, descending, the greatest; records
 * without a value come last.
 *
 * @param parameters whose rows hold the values; empty for what the record itself holds
 * @param paths      where in the content the values are; empty for all others. Codes, identifiers and references are
 *     keys in the index tables, which have no order, so such a search reads the contents of all its matches
 */
record SortKey(By by, int[] parameters, List<ContentPath> paths, boolean descending) {

    enum By {
        ID("id", "text", null, null),
        UPDATED("updated_at", "timestamptz", null, null),
        DATE("lo", "timestamptz", "'infinity'::timestamptz", "'-infinity'::timestamptz"),
        STRING("value", "text", "U&'\\+10FFFF' collate \"C\"", "'' collate \"C\""),
        CONTENT(null, "text", "U&'\\+10FFFF' collate \"C\"", "'' collate \"C\""),
        QUANTITY("lo", "float8", "'infinity'::float8", "'-infinity'::float8");

        private final String column;
        private final String sqlType;
        private final String last;
        private final String first;

        By(String column, String sqlType, String last, String first) {
            this.column = column;
            this.sqlType = sqlType;
            this.last = last;
            this.first = first;
        }
    }

    static SortKey ofRecord(By by, boolean descending) {
        return new SortKey(by, new int[0], List.of(), descending);
    }

    /** A column of the record. */
    boolean ofRecord() {
        return by == By.ID || by == By.UPDATED;
    }

    boolean ofContent() {
        return by == By.CONTENT;
    }

    /**
     * A subquery for the value in the content of one record. What PostgreSQL does not take as jsonb (a text with a
     * null character, half a pair of surrogates) has none.
     */
    String fromContent(String record) {
        String text = "convert_from(" + record + ".content, 'UTF8')";
        String document = "case when pg_input_is_valid(" + text + ", 'jsonb') then " + text + "::jsonb end";
        return paths.stream()
                .map(path -> "select left(v #>> '{}', 200) collate \"C\" as k from jsonb_path_query(" + document + ", '"
                        + path.jsonPath() + "') v"
                        + (path.target() == null ? "" : " where v #>> '{}' ~ '(^|/)" + path.target() + "/'"))
                .collect(Collectors.joining(
                        " union all ", "select " + (descending ? "max" : "min") + "(k) as k from (", ") found"));
    }

    String column() {
        return by.column;
    }

    String tableName() {
        return switch (by) {
            case DATE -> "record_date";
            case STRING -> "record_string";
            case QUANTITY -> "record_quantity";
            case ID, UPDATED, CONTENT -> throw new IllegalStateException("in the record itself");
        };
    }

    /** The key of a record as an expression that is never null. */
    String expression(String record, String join) {
        return ofRecord()
                ? record + "." + by.column
                : "coalesce(" + join + ".k, " + (descending ? by.first : by.last) + ")";
    }

    /** The value of one record out of its rows. */
    String aggregate(String row) {
        return (descending ? "max(" : "min(") + row + "." + by.column + ")";
    }

    /** How a key is written into a page token and read back as a parameter. */
    String sqlType() {
        return by.sqlType;
    }

    String direction() {
        return descending ? " desc" : "";
    }

    String beyond() {
        return descending ? " < " : " > ";
    }
}
