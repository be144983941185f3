package org.cloudfilm.storage.visit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;

/**
 * Keeps the table visit in step with Encounters, on the connection and in the transaction that writes them. Of visits that
 * end by it, all processes hear when it commits.
 */
public final class VisitRows {

    private final Connection db;

    public VisitRows(Connection db) {
        this.db = db;
    }

    /**
     * One that was written or deleted.
     *
     * @param subject key of its Patient, 0 when it names none
     * @param content null when it was deleted
     */
    public record Encounter(RecordId id, HospitalId hospital, long subject, byte[] content, Instant at) {}

    /** One statement for all that are there, one for all that are gone; none when the list is empty. */
    public void changed(List<Encounter> encounters) throws SQLException {
        List<Row> rows = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        for (Encounter one : encounters) {
            if (one.content == null) {
                gone.add(one.id.key());
            } else {
                rows.add(new Row(one, VisitState.read(one.content, one.at)));
            }
        }
        write(rows);
        delete(gone);
    }

    private record Row(Encounter encounter, VisitState state) {}

    private void write(List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = db.prepareStatement("""
                with changed as (
                insert into visit (self, id, hospital, subject, class, open, started_at, ended_at)
                select * from unnest(?::int8[], ?::text[], ?::text[], ?::int8[], ?::text[], ?::bool[], ?::timestamptz[],
                  ?::timestamptz[])
                on conflict (self) do update set subject = excluded.subject, class = excluded.class,
                  open = excluded.open, started_at = excluded.started_at, ended_at = excluded.ended_at
                where (visit.subject, visit.class, visit.open, visit.started_at, visit.ended_at)
                  is distinct from (excluded.subject, excluded.class, excluded.open, excluded.started_at, excluded.ended_at)
                returning new.id, old.open and (not new.open or new.subject <> old.subject) as ended)
                select pg_notify(?, id) from changed where ended
                """)) {
            upsert.setArray(1, array("int8", rows, row -> row.encounter.id().key()));
            upsert.setArray(2, array("text", rows, row -> row.encounter.id().id()));
            upsert.setArray(3, array("text", rows, row -> row.encounter.hospital().value()));
            upsert.setArray(4, array("int8", rows, row -> row.encounter.subject()));
            upsert.setArray(5, array("text", rows, row -> row.state.kind()));
            upsert.setArray(6, array("bool", rows, row -> row.state.open()));
            upsert.setArray(7, array("timestamptz", rows, row -> moment(row.state.startedAt())));
            upsert.setArray(8, array("timestamptz", rows, row -> moment(row.state.endedAt())));
            upsert.setString(9, AccessChanges.CHANNEL);
            upsert.execute();
        }
    }

    private void delete(List<Long> gone) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = db.prepareStatement("""
                with gone as (delete from visit where self = any(?) returning id, open)
                select pg_notify(?, id) from gone where open
                """)) {
            delete.setArray(1, db.createArrayOf("int8", gone.toArray()));
            delete.setString(2, AccessChanges.CHANNEL);
            delete.execute();
        }
    }

    private Array array(String type, List<Row> rows, Function<Row, Object> value) throws SQLException {
        return db.createArrayOf(type, rows.stream().map(value).toArray());
    }

    private static String moment(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC).toString();
    }
}
