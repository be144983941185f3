package org.cloudfilm.storage.record.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.record.CutsCodec;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;

/**
 * A row of {@link #COLUMNS}, its sort keys as text and, if asked for, the highest record number there was.
 *
 * @param record  without content when that is large
 * @param length  of the content
 * @param highest 0 if not asked for
 */
record FoundRow(long rid, StoredRecord record, int length, List<String> keys, long highest) {

    /** Of {@code record r}. What is large is fetched by {@link LargeContents}: the longest page takes 16 MB at most. */
    static final String COLUMNS = "r.rid, r.type, r.id, r.version, r.updated_at, r.cuts, octet_length(r.content),"
            + " case when octet_length(r.content) <= 16384 then r.content end";

    private static final int FIRST_KEY = 9;

    /** A row of {@link SearchSql#page}. */
    static FoundRow page(ResultSet row, int keys, boolean withHighest) throws SQLException {
        List<String> found = new ArrayList<>(keys);
        for (int i = 0; i < keys; i++) {
            found.add(row.getString(FIRST_KEY + i));
        }
        return new FoundRow(
                row.getLong(1), record(row), row.getInt(7), found, withHighest ? row.getLong(FIRST_KEY + keys) : 0);
    }

    static FoundRow plain(ResultSet row) throws SQLException {
        return new FoundRow(row.getLong(1), record(row), row.getInt(7), List.of(), 0);
    }

    FoundRow with(StoredRecord complete) {
        return new FoundRow(rid, complete, length, keys, highest);
    }

    private static StoredRecord record(ResultSet row) throws SQLException {
        return new StoredRecord(
                new RecordId(ResourceType.ofNumber(row.getInt(2)), row.getString(3)),
                row.getInt(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                false,
                row.getBytes(8),
                CutsCodec.decode(row.getBytes(6)));
    }
}
