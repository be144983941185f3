package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.index.IndexRows;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the index rows of all current records anew, with their subjects and what parameters they have, while nothing
 * else writes. The old rows go all at once, for those that another version made are not to be found one by one; then
 * each batch of records gets its rows in a transaction of its own. Broken off, it goes on where it was.
 */
public final class ReindexRecords {

    private final DataSource dataSource;
    private final IndexRecord indexing;
    private final RecordIndex index;
    private final TransactionTemplate transactions;

    public ReindexRecords(DataSource dataSource, IndexRecord indexing) {
        this.dataSource = dataSource;
        this.indexing = indexing;
        this.index = new RecordIndex(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /**
     * @param progress hears how many records have been indexed so far, every some thousand
     * @return how many there were to index
     */
    public long run(LongConsumer progress) {
        long rid = index.doneTo().orElseGet(this::clear);
        long records = 0;
        long told = 0;
        for (List<Long> batch = batch(rid); !batch.isEmpty(); batch = batch(rid)) {
            rid = batch.getLast();
            records += batch.size();
            if (records - told >= 10_000) {
                told = records;
                progress.accept(records);
            }
        }
        in(db -> {
            index.finish();
            return null;
        });
        return records;
    }

    private long clear() {
        in(db -> {
            try (Statement statement = db.createStatement()) {
                statement.execute("truncate " + String.join(", ", IndexTables.NAMES));
            }
            index.begin();
            return null;
        });
        return 0L;
    }

    private List<Long> batch(long after) {
        return in(db -> {
            List<Long> rids = RecordBatches.after(db, after, 1);
            if (rids.isEmpty()) {
                return rids;
            }
            IndexTables tables = new IndexTables(db);
            Map<Long, IndexRows> rows = new TreeMap<>();
            new RecordTable(db).read(rids).forEach((rid, record) -> {
                IndexRows made = WriteContents.rowsOf(record, indexing);
                tables.add(made, rid);
                rows.put(rid, made);
            });
            tables.flush();
            update(db, rows);
            index.done(rids.getLast());
            return rids;
        });
    }

    /** Only where something changed: an unchanged record is not written again. */
    private static void update(Connection db, Map<Long, IndexRows> rows) throws SQLException {
        try (PreparedStatement update = db.prepareStatement("""
                update record r set subject = u.subject, present = u.present
                from unnest(?::int8[], ?::int8[], ?::bytea[]) as u (rid, subject, present)
                where r.rid = u.rid and (r.subject <> u.subject or r.present is distinct from u.present)
                """)) {
            update.setObject(1, rows.keySet().stream().mapToLong(Long::longValue).toArray());
            update.setObject(2, rows.values().stream().mapToLong(IndexRows::subject).toArray());
            update.setArray(3, db.createArrayOf("bytea",
                    rows.values().stream().map(IndexRows::present).toArray(byte[][]::new)));
            update.executeUpdate();
        }
    }

    private interface Work<T> {
        T run(Connection db) throws SQLException;
    }

    private <T> T in(Work<T> work) {
        return transactions.execute(status -> {
            try {
                return work.run(DataSourceUtils.getConnection(dataSource));
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("records cannot be indexed: SQL state " + e.getSQLState());
            }
        });
    }
}
