package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Numbers of current records in ascending order, in batches whose contents fit memory. */
final class RecordBatches {

    private static final int RECORDS = 1000;
    private static final long BYTES = 8 << 20;

    private RecordBatches() {}

    /** @param every 1 for all records, n for those whose number divides by n */
    static List<Long> after(Connection db, long rid, long every) throws SQLException {
        try (PreparedStatement select = db.prepareStatement("""
                select rid, octet_length(content) from record
                where rid > ? and not deleted and rid % ? = 0 order by rid limit ?
                """)) {
            select.setLong(1, rid);
            select.setLong(2, every);
            select.setInt(3, RECORDS);
            ResultSet row = select.executeQuery();
            List<Long> batch = new ArrayList<>();
            long bytes = 0;
            while (row.next()) {
                bytes += row.getLong(2);
                if (!batch.isEmpty() && bytes > BYTES) {
                    break;
                }
                batch.add(row.getLong(1));
            }
            return batch;
        }
    }
}
