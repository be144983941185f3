package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements on the tables record and record_version, on one connection within its transaction. */
final class RecordTable {

    private final Connection db;
    private final CopyRows inserts = new CopyRows(
            "record (rid, self, type, id, version, updated_at, hospital, subject, deleted, present, cuts, labels, content,"
                    + " given_id)");

    RecordTable(Connection db) {
        this.db = db;
    }

    /**
     * A record's new state.
     *
     * @param labels sensitive ones, as bits; a deleted record keeps those it had
     */
    record Row(long rid, StoredRecord record, String hospital, long subject, byte[] present, int labels) {}

    /** Rows of these records, each locked until the end of the transaction, in the order of their keys: two
     * transactions that touch the same records in different orders wait for each other, but never in a circle. */
    Map<RecordId, CurrentRow> lock(Collection<RecordId> ids) throws SQLException {
        if (ids.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement select = db.prepareStatement("""
                select rid, type, id, version, updated_at, hospital, subject, deleted, labels
                from record where self = any(?) order by self for update
                """)) {
            select.setObject(1, ids.stream().mapToLong(RecordId::key).toArray());
            ResultSet row = select.executeQuery();
            Map<RecordId, CurrentRow> found = new HashMap<>();
            while (row.next()) {
                RecordId id = new RecordId(ResourceType.ofNumber(row.getInt(2)), row.getString(3));
                found.put(id, new CurrentRow(row.getLong(1), id, row.getInt(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(), row.getString(6), row.getLong(7),
                        row.getBoolean(8), row.getInt(9)));
            }
            return found;
        }
    }

    /** Current versions by rid. */
    Map<Long, StoredRecord> read(Collection<Long> rids) throws SQLException {
        if (rids.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement select = db.prepareStatement("""
                select type, id, version, updated_at, deleted, content, cuts, rid from record where rid = any(?)
                """)) {
            select.setObject(1, rids.stream().mapToLong(Long::longValue).toArray());
            ResultSet row = select.executeQuery();
            Map<Long, StoredRecord> found = new HashMap<>();
            while (row.next()) {
                found.put(row.getLong("rid"), RecordReads.record(row));
            }
            return found;
        }
    }

    Optional<StoredRecord> read(RecordId id) throws SQLException {
        try (PreparedStatement select = db.prepareStatement("""
                select type, id, version, updated_at, deleted, content, cuts from record where self = ?
                """)) {
            select.setLong(1, id.key());
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(RecordReads.record(row)) : Optional.empty();
        }
    }

    /**
     * Takes a new record for the next {@link #flush}.
     *
     * @param givenId whether its id came with it
     */
    void insert(Row row, boolean givenId) {
        StoredRecord record = row.record();
        inserts.row()
                .int8(row.rid())
                .int8(record.id().key())
                .int2(record.id().type().number())
                .text(record.id().id())
                .int4(record.version())
                .timestamptz(ChronoUnit.MICROS.between(Instant.EPOCH, record.lastUpdated()))
                .text(row.hospital())
                .int8(row.subject())
                .bool(record.deleted())
                .bytea(row.present())
                .bytea(CutsCodec.encode(record.cuts()))
                .int4(row.labels())
                .bytea(record.content())
                .bool(givenId);
    }

    /** Writes new records. A record that another transaction made meanwhile is a unique violation (23505). */
    void flush() throws SQLException {
        inserts.flush(db);
    }

    /** Puts new states in the place of current ones, which become old versions. */
    void update(List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        archive(rows);
        try (PreparedStatement update = db.prepareStatement("""
                update record r set version = u.version, updated_at = u.at, subject = u.subject, deleted = u.deleted,
                  present = u.present, cuts = u.cuts, content = u.content, labels = u.labels
                from unnest(?::bigint[], ?::int[], ?::timestamptz[], ?::bigint[], ?::boolean[], ?::bytea[], ?::bytea[],
                  ?::bytea[], ?::int[]) as u (rid, version, at, subject, deleted, present, cuts, content, labels)
                where r.rid = u.rid
                """)) {
            update.setArray(1, db.createArrayOf("int8", rows.stream().map(Row::rid).toArray()));
            update.setArray(2, db.createArrayOf("int4", rows.stream().map(r -> r.record().version()).toArray()));
            update.setArray(3, db.createArrayOf("timestamptz",
                    rows.stream().map(r -> r.record().lastUpdated().atOffset(ZoneOffset.UTC).toString()).toArray()));
            update.setArray(4, db.createArrayOf("int8", rows.stream().map(Row::subject).toArray()));
            update.setArray(5, db.createArrayOf("bool", rows.stream().map(r -> r.record().deleted()).toArray()));
            update.setArray(6, bytes(rows.stream().map(Row::present).toArray(byte[][]::new)));
            update.setArray(7, bytes(rows.stream().map(r -> CutsCodec.encode(r.record().cuts()))
                    .toArray(byte[][]::new)));
            update.setArray(8, bytes(rows.stream().map(r -> r.record().content()).toArray(byte[][]::new)));
            update.setArray(9, db.createArrayOf("int4", rows.stream().map(Row::labels).toArray()));
            update.executeUpdate();
        }
    }

    private java.sql.Array bytes(byte[][] values) throws SQLException {
        return db.createArrayOf("bytea", values);
    }

    private void archive(List<Row> rows) throws SQLException {
        try (PreparedStatement insert = db.prepareStatement("""
                insert into record_version
                  (rid, version, type, updated_at, hospital, subject, deleted, cuts, labels, content)
                select rid, version, type, updated_at, hospital, subject, deleted, cuts, labels, content
                from record where rid = any(?)
                """)) {
            insert.setObject(1, rows.stream().mapToLong(Row::rid).toArray());
            insert.executeUpdate();
        }
    }

    static Instant later(Instant now, CurrentRow current) {
        return current.updatedAt().isAfter(now) ? current.updatedAt() : now;
    }
}
