package org.cloudfilm.storage.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The end of the chain and how it grows. The head is remembered between calls; extending it compares it with the one
 * in the database in the same statement that adds the rows, so a second process can never fork the chain.
 */
final class AuditChain {

    private static final String EXTEND = """
            with head as (
              update audit_head set seq = ?, hash = ? where seq = ? and hash = ? returning 1)
            insert into audit_entry
              (seq, at, actor, on_behalf, action, object, purpose, outcome, reason, hash)
            select * from unnest(
              ?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::bytea[])
            where exists (select from head)
            """;
    private static final int TRIES = 50;

    private final DataSource dataSource;
    private Head head;

    AuditChain(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** All entries in one commit, or none. Called by one thread at a time. */
    void extend(List<AuditEntry> entries) {
        try (Connection connection = dataSource.getConnection()) {
            for (int i = 0; i < TRIES; i++) {
                if (head == null) {
                    head = readHead(connection);
                }
                Head next = tryExtend(connection, entries);
                if (next != null) {
                    head = next;
                    return;
                }
                head = null; // another process was faster: chain to its rows
            }
            throw new IllegalStateException("the audit trail is contended");
        } catch (SQLException e) {
            head = null; // the commit may have happened all the same
            throw new IllegalStateException("the audit trail cannot be written: " + e.getSQLState(), e);
        }
    }

    private Head tryExtend(Connection connection, List<AuditEntry> entries) throws SQLException {
        byte[][] hashes = new byte[entries.size()][];
        Long[] numbers = new Long[entries.size()];
        byte[] before = head.hash;
        for (int i = 0; i < hashes.length; i++) {
            numbers[i] = head.seq + i + 1;
            before = ChainHash.of(before, numbers[i], entries.get(i));
            hashes[i] = before;
        }
        Head next = new Head(head.seq + hashes.length, before);
        try (PreparedStatement statement = connection.prepareStatement(EXTEND)) {
            statement.setLong(1, next.seq);
            statement.setBytes(2, next.hash);
            statement.setLong(3, head.seq);
            statement.setBytes(4, head.hash);
            statement.setArray(5, connection.createArrayOf("bigint", numbers));
            statement.setArray(6, column(connection, "timestamptz", entries, AuditChain::at));
            statement.setArray(7, column(connection, "text", entries, AuditEntry::actor));
            statement.setArray(8, column(connection, "text", entries, AuditEntry::onBehalf));
            statement.setArray(9, column(connection, "text", entries, AuditEntry::action));
            statement.setArray(10, column(connection, "text", entries, AuditEntry::object));
            statement.setArray(11, column(connection, "text", entries, AuditEntry::purpose));
            statement.setArray(12, column(connection, "text", entries, AuditEntry::outcome));
            statement.setArray(13, column(connection, "text", entries, AuditEntry::reason));
            statement.setArray(14, connection.createArrayOf("bytea", hashes));
            return statement.executeUpdate() == hashes.length ? next : null;
        }
    }

    private static Array column(
            Connection connection, String type, List<AuditEntry> entries, Function<AuditEntry, Object> field)
            throws SQLException {
        return connection.createArrayOf(type, entries.stream().map(field).toArray());
    }

    private static OffsetDateTime at(AuditEntry entry) {
        return entry.at().atOffset(ZoneOffset.UTC);
    }

    private static Head readHead(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select seq, hash from audit_head");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("the audit trail has lost its head");
            }
            return new Head(row.getLong(1), row.getBytes(2));
        }
    }

    private record Head(long seq, byte[] hash) {}
}
