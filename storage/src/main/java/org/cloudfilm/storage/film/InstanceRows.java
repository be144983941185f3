package org.cloudfilm.storage.film;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.cloudfilm.storage.film.dicom.Dataset;

/** Instance rows, inserted with the counters above them in one round trip. */
final class InstanceRows {

    /** An instance with the rows it stands under. */
    record Row(NewInstance instance, long study, long series, int version) {

        PackRecord record() {
            return instance.record();
        }

        Dataset data() {
            return instance.dataset();
        }

        Row as(int other) {
            return new Row(instance, study, series, other);
        }
    }

    /** Changes one study for an instance that was added, none for one that was there. */
    private static final String INSERT = """
            with added as (
              insert into instance (study, series, uid, version, sop_class, number, rows, columns, bits, n_frames,
                transfer_syntax, pack, position, length, meta_offset, meta_length, meta_plain, meta_crc, digest,
                frames, received_at, attributes)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              on conflict do nothing
              returning study, series, received_at),
            line as (
              update series set n_instances = n_instances + 1 from added where series.id = added.series)
            update study set n_instances = n_instances + 1, version = version + 1,
              received_at = least(study.received_at, added.received_at),
              updated_at = greatest(study.updated_at, added.received_at)
            from added where study.id = added.study
            """;

    private InstanceRows() {}

    /** Inserts what has no current version yet and answers, in order, which had none. */
    static boolean[] insert(Connection db, List<Row> rows) throws SQLException {
        try (PreparedStatement insert = db.prepareStatement(INSERT)) {
            for (Row row : rows) {
                bind(insert, row);
                insert.addBatch();
            }
            int[] studies = insert.executeBatch();
            boolean[] added = new boolean[studies.length];
            for (int i = 0; i < studies.length; i++) {
                added[i] = studies[i] == 1;
            }
            return added;
        }
    }

    /** Points a version to another place where the same bytes lie. */
    static void move(Connection db, long id, UUID from, Row row) throws SQLException {
        PackRecord record = row.record();
        int moved = Sql.update(db, """
                update instance set pack = ?, position = ?, length = ?, transfer_syntax = ?, meta_offset = ?,
                  meta_length = ?, meta_plain = ?, meta_crc = ?, frames = ?, received_at = ?
                where id = ? and pack = ?
                """,
                row.instance().pack().id().value(), record.position(), record.length(), record.transferSyntax(),
                record.meta().offset(), record.meta().length(), record.meta().plain(), record.meta().crc(),
                record.frames(), record.receivedAt().atOffset(ZoneOffset.UTC), id, from);
        if (moved == 0) {
            throw new SQLException("an instance was moved by somebody else", "40001");
        }
    }

    private static void bind(PreparedStatement insert, Row row) throws SQLException {
        PackRecord record = row.record();
        InstanceFacts facts = row.instance().facts();
        insert.setLong(1, row.study());
        insert.setLong(2, row.series());
        insert.setString(3, record.instance().value());
        insert.setInt(4, row.version());
        insert.setString(5, record.sopClass());
        integer(insert, 6, facts.number());
        integer(insert, 7, facts.rows());
        integer(insert, 8, facts.columns());
        integer(insert, 9, facts.bits());
        insert.setInt(10, row.instance().frames());
        insert.setString(11, record.transferSyntax());
        insert.setObject(12, row.instance().pack().id().value());
        insert.setLong(13, record.position());
        insert.setLong(14, record.length());
        insert.setLong(15, record.meta().offset());
        insert.setInt(16, record.meta().length());
        insert.setInt(17, record.meta().plain());
        insert.setInt(18, record.meta().crc());
        insert.setBytes(19, record.digest());
        insert.setBytes(20, record.frames());
        insert.setObject(21, record.receivedAt().atOffset(ZoneOffset.UTC));
        insert.setString(22, facts.attributes());
    }

    private static void integer(PreparedStatement insert, int place, Integer value) throws SQLException {
        if (value == null) {
            insert.setNull(place, Types.INTEGER);
        } else {
            insert.setInt(place, value);
        }
    }
}
