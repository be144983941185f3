package org.cloudfilm.storage.record.search;

/**
 * What a search is sorted by. Of several values of one record the least counts, or, descending, the greatest; records
 * without a value come last.
 *
 * @param parameters whose rows hold the values; empty for what the record itself holds
 */
record SortKey(By by, int[] parameters, boolean descending) {

    enum By {
        ID("id", "text", null, null),
        UPDATED("updated_at", "timestamptz", null, null),
        DATE("lo", "timestamptz", "'infinity'::timestamptz", "'-infinity'::timestamptz"),
        STRING("value", "text", "U&'\\+10FFFF' collate \"C\"", "'' collate \"C\""),
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

    boolean ofRecord() {
        return parameters.length == 0;
    }

    String column() {
        return by.column;
    }

    String tableName() {
        return switch (by) {
            case DATE -> "record_date";
            case STRING -> "record_string";
            case QUANTITY -> "record_quantity";
            case ID, UPDATED -> throw new IllegalStateException("a column of the record");
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
