package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.index.IndexRows;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the index rows of records with what their contents say: of all records, or of every n-th when there are
 * many. Changes nothing.
 */
public final class VerifyRecordIndex {

    private static final String EXPECTED = "expected_";
    private static final long MOST = 20_000;

    private final DataSource dataSource;
    private final IndexRecord indexing;
    private final long most;

    public VerifyRecordIndex(DataSource dataSource, IndexRecord indexing) {
        this(dataSource, indexing, MOST);
    }

    VerifyRecordIndex(DataSource dataSource, IndexRecord indexing, long most) {
        this.dataSource = dataSource;
        this.indexing = indexing;
        this.most = most;
    }

    /**
     * @param records  current ones
     * @param checked  those that were compared
     * @param problems one line each, free of patient data; empty when all is well
     */
    public record Report(long records, long checked, List<String> problems) {

        public Report {
            problems = List.copyOf(problems);
        }

        public boolean sound() {
            return problems.isEmpty();
        }
    }

    public Report run() {
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        return transaction.execute(status -> {
            try {
                return compare(DataSourceUtils.getConnection(dataSource));
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("records cannot be read: SQL state " + e.getSQLState());
            }
        });
    }

    private Report compare(Connection db) throws SQLException {
        long records = count(db, "select count(*) from record where not deleted");
        List<String> problems = new ArrayList<>();
        if (records > 0 && new RecordIndex(dataSource).state() != RecordIndex.State.CURRENT) {
            problems.add("the index of records was made by another version: run reindex-records");
            return new Report(records, 0, problems);
        }
        prepare(db);
        long checked = expect(db, Math.ceilDiv(Math.max(records, 1), most));
        note(problems, count(db, """
                select count(*) from record r join expected_record e using (rid)
                where r.subject <> e.subject or r.present is distinct from e.present or r.labels <> e.labels
                """), "whose subject, labels or presence of values is not that of their contents");
        note(problems, count(db, """
                select count(*) from record r join expected_record e using (rid)
                where r.type = %1$s and not exists (
                  select from visit v where v.self = r.self and v.subject = r.subject and v.hospital = r.hospital)
                """.formatted(ResourceType.ENCOUNTER.number())), "that are visits, but are not known as such");
        for (String table : IndexTables.NAMES) {
            note(problems, count(db, """
                    select count(distinct rid) from (
                      (select * from expected_%1$s except all
                       select t.* from %1$s t where t.rid in (select rid from expected_record))
                      union all
                      (select t.* from %1$s t where t.rid in (select rid from expected_record)
                       except all select * from expected_%1$s)) as difference
                    """.formatted(table)), "whose rows in " + table + " are not those of their contents");
            note(problems, count(db, """
                    select count(distinct t.rid) from %s t
                    where not exists (select from record r where r.rid = t.rid and not r.deleted)
                    """.formatted(table)), "that are gone, but have rows in " + table);
        }
        return new Report(records, checked, problems);
    }

    private static void note(List<String> problems, long records, String what) {
        if (records > 0) {
            problems.add(records + " records " + what);
        }
    }

    private static void prepare(Connection db) throws SQLException {
        try (Statement statement = db.createStatement()) {
            statement.execute("create temp table expected_record (rid bigint primary key, subject bigint not null,"
                    + " present bytea, labels integer not null) on commit drop");
            for (String table : IndexTables.NAMES) {
                statement.execute("create temp table " + EXPECTED + table + " (like " + table + ") on commit drop");
            }
        }
    }

    private long expect(Connection db, long every) throws SQLException {
        IndexTables tables = new IndexTables(db, EXPECTED);
        CopyRows expected = new CopyRows("expected_record (rid, subject, present, labels)");
        long checked = 0;
        List<Long> batch = RecordBatches.after(db, 0, every);
        while (!batch.isEmpty()) {
            for (Map.Entry<Long, StoredRecord> entry : new RecordTable(db).read(batch).entrySet()) {
                JsonDocument content = JsonDocument.ofStored(entry.getValue().content());
                IndexRows rows = WriteContents.rowsOf(entry.getValue(), content, indexing);
                tables.add(rows, entry.getKey());
                expected.row()
                        .int8(entry.getKey())
                        .int8(rows.subject())
                        .bytea(rows.present())
                        .int4(SensitiveLabel.bits(content));
            }
            tables.flush();
            expected.flush(db);
            checked += batch.size();
            batch = RecordBatches.after(db, batch.getLast(), every);
        }
        try (Statement statement = db.createStatement()) {
            statement.execute("analyze expected_record");
        }
        return checked;
    }

    private static long count(Connection db, String sql) throws SQLException {
        try (PreparedStatement select = db.prepareStatement(sql)) {
            ResultSet row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }
}
