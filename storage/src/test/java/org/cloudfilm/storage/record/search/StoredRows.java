package org.cloudfilm.storage.record.search;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.index.IndexRows;
import org.cloudfilm.storage.record.index.ReferenceResolver;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;
import org.cloudfilm.storage.record.json.JsonLimits;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes records with their index rows straight into the tables. */
final class StoredRows {

    static final IndexRecord INDEX = new IndexRecord(LocalZone.ZONE, Set.of());

    private final JdbcTemplate sql;
    private long rid;

    StoredRows(DataSource dataSource) {
        this.sql = new JdbcTemplate(dataSource);
    }

    /** @param json with resourceType and id; single quotes stand for double ones */
    RecordId put(String hospital, String json) {
        return put(hospital, Instant.parse("2026-01-01T00:00:00Z"), json.replace('\'', '"'));
    }

    RecordId put(String hospital, Instant updated, String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        JsonDocument document = document(content);
        ResourceType type = ResourceType.find(document.string(document.find(document.root(), "resourceType")))
                .orElseThrow();
        RecordId id = new RecordId(type, document.string(document.find(document.root(), "id")));
        IndexRows rows = INDEX.extract(document, type, id, ReferenceResolver.AS_WRITTEN);
        long number = ++rid;
        sql.update(
                "insert into record (rid, self, type, id, version, updated_at, hospital, subject, present, content)"
                        + " values (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
                number, id.key(), type.number(), id.id(), updated.atOffset(ZoneOffset.UTC), hospital, rows.subject(),
                rows.present(), content);
        long subject = rows.subject();
        batch("record_token (param, code, system, subject, rid) values (?, ?, ?, ?, ?)", rows.tokens(), (s, r) ->
                set(s, r.param(), r.code(), r.system(), subject, number));
        batch("record_reference (param, target, subject, rid) values (?, ?, ?, ?)", rows.references(), (s, r) ->
                set(s, r.param(), r.target(), subject, number));
        batch("record_string (param, value, exact, subject, rid) values (?, ?, ?, ?, ?)", rows.strings(), (s, r) ->
                set(s, r.param(), r.value(), r.exact(), subject, number));
        batch("record_date (param, lo, hi, subject, rid) values (?, ?, ?, ?, ?)", rows.dates(), (s, r) ->
                set(s, r.param(), time(r.lo()), time(r.hi()), subject, number));
        batch("record_quantity (param, lo, hi, unit, system, code, subject, rid) values (?, ?, ?, ?, ?, ?, ?, ?)",
                rows.quantities(), (s, r) ->
                set(s, r.param(), r.lo(), r.hi(), r.unit(), r.system(), r.code(), subject, number));
        if (type == ResourceType.PATIENT) {
            sql.update("insert into patient_record (subject, rid, hospital) values (?, ?, ?)", id.key(), number, hospital);
        }
        return id;
    }

    private static JsonDocument document(byte[] content) {
        try {
            return JsonDocument.parse(content, 0, content.length, JsonLimits.DEFAULT);
        } catch (JsonFormatException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** As a deletion leaves it: no content, no index rows. */
    void delete(RecordId id) {
        long number = sql.queryForObject("select rid from record where self = ?", Long.class, id.key());
        for (RowTest.Table table : RowTest.Table.values()) {
            sql.update("delete from " + table.tableName() + " where rid = ?", number);
        }
        sql.update("update record set deleted = true, content = null where rid = ?", number);
    }

    /** Deletes the records of a type whose ids end in a number from this one on. */
    void deleteAll(ResourceType type, int from) {
        sql.queryForList(
                        "select id from record where type = ? and not deleted and substring(id from '[0-9]+')::int >= ?",
                        String.class, type.number(), from)
                .forEach(id -> delete(new RecordId(type, id)));
    }

    PersonId person(RecordId... patients) {
        UUID person = UUID.randomUUID();
        sql.update("insert into person (id) values (?)", person);
        for (RecordId patient : patients) {
            sql.update("update patient_record set person_id = ? where subject = ?", person, patient.key());
        }
        return new PersonId(person);
    }

    private interface Setter<T> {
        void set(PreparedStatement statement, T row) throws SQLException;
    }

    private <T> void batch(String insert, List<T> rows, Setter<T> setter) {
        sql.batchUpdate("insert into " + insert, rows, 1000, (s, row) -> setter.set(s, row));
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static OffsetDateTime time(long micros) {
        if (micros == Long.MIN_VALUE) {
            return OffsetDateTime.MIN;
        }
        return micros == Long.MAX_VALUE
                ? OffsetDateTime.MAX
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
