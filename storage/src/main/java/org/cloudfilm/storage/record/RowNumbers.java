package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;

/** Values of {@code record.rid}, taken from their sequence in blocks. Numbers of a transaction that fails are lost. */
final class RowNumbers {

    private static final int BLOCK = 512;   // increment of the sequence

    private final ArrayDeque<Long> blocks = new ArrayDeque<>();
    private long next;
    private long end;

    /** As many numbers as asked for, ascending as far as blocks allow. */
    synchronized long[] take(Connection db, int count) throws SQLException {
        fetch(db, count);
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            if (next == end) {
                next = blocks.remove();
                end = next + BLOCK;
            }
            numbers[i] = next++;
        }
        return numbers;
    }

    private void fetch(Connection db, int count) throws SQLException {
        long missing = count - (end - next) - (long) blocks.size() * BLOCK;
        if (missing <= 0) {
            return;
        }
        try (PreparedStatement select =
                db.prepareStatement("select nextval('record_rid') from generate_series(1, ?)")) {
            select.setLong(1, (missing + BLOCK - 1) / BLOCK);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                blocks.add(row.getLong(1));
            }
        }
    }
}
