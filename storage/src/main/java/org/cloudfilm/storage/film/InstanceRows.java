package org.cloudfilm.storage.film;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Tags;

/** Instance rows: inserted many at a time in one statement, with the counters above them. */
final class InstanceRows {

    /** An instance with the rows it stands under. */
    record Row(NewInstance instance, long study, long series, int version) {

        PackRecord record() {
            return instance.record();
        }

        Dataset data() {
            return instance.dataset();
        }
    }

    private static final String INSERT = """
            with added as (
              insert into instance (study, series, uid, version, sop_class, number, rows, columns, bits, n_frames,
                transfer_syntax, pack, position, length, meta_offset, meta_length, meta_plain, meta_crc, digest,
                frames, received_at, attributes)
              select * from unnest(?::bigint[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::int[], ?::int[],
                ?::int[], ?::int[], ?::int[], ?::text[], ?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::int[],
                ?::int[], ?::int[], ?::bytea[], ?::bytea[], ?::timestamptz[], ?::text[])
              on conflict do nothing
              returning study, series, uid, received_at),
            lines as (
              update series set n_instances = n_instances + counted.n
              from (select series, count(*) n from added group by series) counted where series.id = counted.series),
            studies as (
              update study set n_instances = n_instances + counted.n, version = version + 1,
                received_at = least(received_at, counted.first),
                updated_at = greatest(updated_at, counted.last)
              from (select study, count(*) n, min(received_at) as first, max(received_at) as last from added group by study) counted
              where study.id = counted.study)
            select uid from added
            """;

    private InstanceRows() {}

    /** Inserts what has no current version yet and answers which did. */
    static Set<String> insert(Connection db, List<Row> rows) throws SQLException {
        try (PreparedStatement insert = db.prepareStatement(INSERT)) {
            Columns columns = new Columns(db, insert, rows);
            columns.add("int8", Row::study);
            columns.add("int8", Row::series);
            columns.add("text", row -> row.record().instance().value());
            columns.add("int4", Row::version);
            columns.add("text", row -> row.record().sopClass());
            columns.add("int4", row -> Facts.integer(row.data(), Tags.InstanceNumber));
            columns.add("int4", row -> Facts.integer(row.data(), Tags.Rows));
            columns.add("int4", row -> Facts.integer(row.data(), Tags.Columns));
            columns.add("int4", row -> Facts.integer(row.data(), Tags.BitsAllocated));
            columns.add("int4", row -> row.instance().frames());
            columns.add("text", row -> row.record().transferSyntax());
            columns.add("uuid", row -> row.instance().pack().id().value());
            columns.add("int8", row -> row.record().position());
            columns.add("int8", row -> row.record().length());
            columns.add("int8", row -> row.record().meta().offset());
            columns.add("int4", row -> row.record().meta().length());
            columns.add("int4", row -> row.record().meta().plain());
            columns.add("int4", row -> row.record().meta().crc());
            columns.addBytes(row -> row.record().digest());
            columns.addBytes(row -> row.record().frames());
            columns.add("timestamptz", row -> row.record().receivedAt().toString());
            columns.add("text", row -> Facts.instanceAttributes(row.data()));
            Set<String> added = new HashSet<>();
            ResultSet result = insert.executeQuery();
            while (result.next()) {
                added.add(result.getString(1));
            }
            return added;
        }
    }

    /** Binds one array per column. */
    private static final class Columns {

        private final Connection db;
        private final PreparedStatement statement;
        private final List<Row> rows;
        private int next = 1;

        Columns(Connection db, PreparedStatement statement, List<Row> rows) {
            this.db = db;
            this.statement = statement;
            this.rows = rows;
        }

        void add(String type, Function<Row, Object> value) throws SQLException {
            bind(type, rows.stream().map(value).toArray());
        }

        void addBytes(Function<Row, byte[]> value) throws SQLException {
            bind("bytea", rows.stream().map(value).toArray(byte[][]::new));
        }

        private void bind(String type, Object[] values) throws SQLException {
            Array array = db.createArrayOf(type, values);
            statement.setArray(next++, array);
        }
    }
}
