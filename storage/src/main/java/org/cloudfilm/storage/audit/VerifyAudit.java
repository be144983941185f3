package org.cloudfilm.storage.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;

/** Proves that no row of the trail was altered, removed or reordered, from the first to the head. */
public final class VerifyAudit {

    private static final int FETCH = 10_000;

    private final DataSource dataSource;

    public VerifyAudit(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What a walk along the chain found. */
    public sealed interface Report {

        record Intact(long entries) implements Report {}

        /** The chain breaks at this row: it, or one directly before it, is not what was written. */
        record Broken(long seq, String what) implements Report {}
    }

    public Report run() {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return walk(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the audit trail cannot be read: " + e.getSQLState(), e);
        }
    }

    private static Report walk(Connection connection) throws SQLException {
        long seq = 0;
        byte[] hash = new byte[32];
        try (PreparedStatement rows = connection.prepareStatement("select * from audit_entry order by seq")) {
            rows.setFetchSize(FETCH);
            try (ResultSet row = rows.executeQuery()) {
                while (row.next()) {
                    long found = row.getLong("seq");
                    if (found != ++seq) {
                        return new Report.Broken(seq, "row is missing");
                    }
                    hash = ChainHash.of(hash, seq, AuditRow.entry(row));
                    if (!Arrays.equals(hash, row.getBytes("hash"))) {
                        return new Report.Broken(seq, "row does not match its hash");
                    }
                }
            }
        }
        return againstHead(connection, seq, hash);
    }

    private static Report againstHead(Connection connection, long seq, byte[] hash) throws SQLException {
        try (PreparedStatement head = connection.prepareStatement("select seq, hash from audit_head");
                ResultSet row = head.executeQuery()) {
            if (!row.next()) {
                return new Report.Broken(seq, "head is missing");
            }
            if (row.getLong(1) != seq) {
                return new Report.Broken(seq + 1, "rows up to the head are missing");
            }
            return Arrays.equals(hash, row.getBytes(2))
                    ? new Report.Intact(seq)
                    : new Report.Broken(seq, "head does not match the last row");
        }
    }
}
