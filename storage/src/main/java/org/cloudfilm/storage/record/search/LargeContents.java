package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cloudfilm.storage.record.StoredRecord;

/**
 * Gives rows the contents that were too large to come with them, as long as a page's bytes allow: so a thousand large
 * records are a few pages, not a thousand times their size in memory.
 */
final class LargeContents {

    /** A page with so many bytes gets no further record. */
    static final int PAGE_BYTES = 8 << 20;

    private final RecordDatabase database;

    LargeContents(RecordDatabase database) {
        this.database = database;
    }

    /** How many of the rows make a page: all, or fewer when they are large; one at least. */
    static int fitting(List<FoundRow> rows) {
        long bytes = 0;
        int fitting = 0;
        while (fitting < rows.size() && bytes < PAGE_BYTES) {
            bytes += rows.get(fitting++).length();
        }
        return fitting;
    }

    /** The rows with all contents. A record that has gone or changed hands since is left out. */
    List<FoundRow> complete(List<FoundRow> rows, ScopeSql scope) {
        long[] large = rows.stream()
                .filter(row -> row.record().content() == null)
                .mapToLong(FoundRow::rid)
                .toArray();
        if (large.length == 0) {
            return rows;
        }
        Sql sql = new Sql().add("select r.rid, r.type, r.id, r.version, r.updated_at, r.cuts, octet_length(r.content),"
                + " r.content from record r where r.rid = any(?) and not r.deleted and ", large);
        scope.writeAnyType(sql, "r");
        Map<Long, StoredRecord> contents = new HashMap<>();
        database.query(sql, false, FoundRow::plain).forEach(row -> contents.put(row.rid(), row.record()));
        List<FoundRow> complete = new ArrayList<>(rows.size());
        for (FoundRow row : rows) {
            if (row.record().content() != null) {
                complete.add(row);
            } else if (contents.containsKey(row.rid())) {
                complete.add(row.with(contents.get(row.rid())));
            }
        }
        return complete;
    }
}
