package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.index.IndexRows;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.visit.VisitRows;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the index rows of all current records anew, with their subjects, their labels, their visits and what parameters
 * they have, while nothing else writes. The old rows go all at once, for those that another version made are not to be found one by one; then
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
                statement.execute("truncate visit, " + String.join(", ", IndexTables.NAMES));
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
            Map<Long, Remade> remade = new TreeMap<>();
            new RecordTable(db).read(rids).forEach((rid, record) -> {
                JsonDocument content = JsonDocument.ofStored(record.content());
                IndexRows made = WriteContents.rowsOf(record, content, indexing);
                tables.add(made, rid);
                remade.put(rid, new Remade(record, made, SensitiveLabel.bits(content)));
            });
            tables.flush();
            update(db, remade);
            visits(db, remade);
            index.done(rids.getLast());
            return rids;
        });
    }

    private record Remade(StoredRecord record, IndexRows rows, int labels) {}

    /** Only where something changed: an unchanged record is not written again. */
    private static void update(Connection db, Map<Long, Remade> remade) throws SQLException {
        try (PreparedStatement update = db.prepareStatement("""
                update record r set subject = u.subject, present = u.present, labels = u.labels
                from unnest(?::int8[], ?::int8[], ?::bytea[], ?::int4[]) as u (rid, subject, present, labels)
                where r.rid = u.rid
                  and (r.subject <> u.subject or r.present is distinct from u.present or r.labels <> u.labels)
                """)) {
            update.setObject(1, remade.keySet().stream().mapToLong(Long::longValue).toArray());
            update.setObject(2, remade.values().stream().mapToLong(one -> one.rows().subject()).toArray());
            update.setArray(3, db.createArrayOf("bytea",
                    remade.values().stream().map(one -> one.rows().present()).toArray(byte[][]::new)));
            update.setArray(4, db.createArrayOf("int4", remade.values().stream().map(Remade::labels).toArray()));
            update.executeUpdate();
        }
    }

    private static void visits(Connection db, Map<Long, Remade> remade) throws SQLException {
        Map<Long, Remade> encounters = new TreeMap<>(remade);
        encounters.values().removeIf(one -> one.record().id().type() != ResourceType.ENCOUNTER);
        if (encounters.isEmpty()) {
            return;
        }
        List<VisitRows.Encounter> visits = new ArrayList<>();
        try (PreparedStatement select = db.prepareStatement("select rid, hospital from record where rid = any(?)")) {
            select.setObject(1, encounters.keySet().stream().mapToLong(Long::longValue).toArray());
            ResultSet row = select.executeQuery();
            while (row.next()) {
                Remade one = encounters.get(row.getLong(1));
                visits.add(new VisitRows.Encounter(one.record().id(), new HospitalId(row.getString(2)),
                        one.rows().subject(), one.record().content(), one.record().lastUpdated()));
            }
        }
        new VisitRows(db).changed(visits);
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
