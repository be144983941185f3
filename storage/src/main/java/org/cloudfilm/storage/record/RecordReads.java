package org.cloudfilm.storage.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads single records and versions. What the permit does not cover is not there. */
final class RecordReads {

    private static final String COLUMNS = "type, id, version, updated_at, deleted, content, cuts";

    private final JdbcClient sql;

    RecordReads(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    Optional<StoredRecord> current(RecordPermit permit, RecordId id) {
        ReadScope scope = ReadScope.current(permit.scope());
        return sql.sql("select " + COLUMNS + " from record r where self = ? and type = ? and id = ? and "
                        + scope.condition())
                .params(values(id, scope))
                .query((row, n) -> record(row))
                .optional();
    }

    /** A version is covered when it and the current one are: a report that was moved to its true patient is not the
     * other's to read in its old version. */
    Optional<StoredRecord> version(RecordPermit permit, RecordId id, int version) {
        Optional<StoredRecord> current = current(permit, id);
        if (current.isEmpty() || current.get().version() <= version) {
            return current.filter(record -> record.version() == version);
        }
        ReadScope scope = ReadScope.former(permit.scope());
        List<Object> values = new ArrayList<>(List.of(id.id(), id.key(), version));
        values.addAll(scope.values());
        return sql.sql("""
                        select v.type, ?::text id, v.version, v.updated_at, v.deleted, v.content, v.cuts
                        from record_version v
                        where v.rid = (select rid from record where self = ?) and v.version = ? and
                        """ + scope.condition())
                .params(values)
                .query((row, n) -> record(row))
                .optional();
    }

    private static List<Object> values(RecordId id, ReadScope scope) {
        List<Object> values = new ArrayList<>(List.of(id.key(), id.type().number(), id.id()));
        values.addAll(scope.values());
        return values;
    }

    static StoredRecord record(ResultSet row) throws SQLException {
        return new StoredRecord(
                new RecordId(ResourceType.ofNumber(row.getInt("type")), row.getString("id")),
                row.getInt("version"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("deleted"),
                row.getBytes("content"),
                CutsCodec.decode(row.getBytes("cuts")));
    }
}
