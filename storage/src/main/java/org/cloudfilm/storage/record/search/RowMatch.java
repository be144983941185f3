package org.cloudfilm.storage.record.search;

/** One value that the row of an index table may have. */
sealed interface RowMatch permits DateMatch, NearMatch, QuantityMatch, TextMatch {

    /** Appends the condition on the row. */
    void write(Sql sql, String row);
}
