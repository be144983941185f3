package org.cloudfilm.storage.share;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cloudfilm.storage.film.StudyUid;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links as they are in the table, with what they name and what became of them. */
final class ShareRows {

    private static final int MOST_LISTED = 200;
    private static final int MOST_EVENTS = 100;

    private final JdbcClient sql;

    ShareRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** Of those that meet a condition, the newest first. */
    List<Share> list(String condition, Map<String, Object> values, Instant now) {
        Map<UUID, List<StudyUid>> studies = new HashMap<>();
        Map<UUID, List<Share.Event>> events = new HashMap<>();
        String chosen = "select * from share where " + condition + " order by made_at desc, id limit " + MOST_LISTED;
        sql.sql("select share, study from share_study where share in (select id from (" + chosen + ") c) order by study")
                .params(values)
                .query(row -> {
                    studies.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new StudyUid(row.getString(2)));
                });
        sql.sql("select share, at, recipient, outcome from share_opening where share in (select id from (" + chosen
                        + ") c) order by id desc limit " + MOST_LISTED * MOST_EVENTS)
                .params(values)
                .query(row -> {
                    events.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>()).add(event(row));
                });
        return sql.sql(chosen)
                .params(values)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return share(row, now, studies.getOrDefault(id, List.of()), events.getOrDefault(id, List.of()));
                })
                .list();
    }

    static Share.State state(ResultSet row, Instant now) throws SQLException {
        if (row.getObject("revoked_at") != null) {
            return Share.State.REVOKED;
        }
        if (row.getInt("failures") >= row.getInt("attempts")) {
            return Share.State.LOCKED;
        }
        if (!row.getObject("expires_at", OffsetDateTime.class).toInstant().isAfter(now)) {
            return Share.State.EXPIRED;
        }
        return row.getInt("openings_left") == 0 ? Share.State.USED_UP : Share.State.ACTIVE;
    }

    private static Share share(ResultSet row, Instant now, List<StudyUid> studies, List<Share.Event> events)
            throws SQLException {
        return new Share(
                new ShareId(row.getObject("id", UUID.class)),
                state(row, now),
                studies,
                row.getString("label"),
                row.getBoolean("images"),
                row.getBoolean("report"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getInt("openings_left"),
                row.getInt("attempts") - row.getInt("failures"),
                events);
    }

    private static Share.Event event(ResultSet row) throws SQLException {
        return new Share.Event(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("recipient"),
                row.getString("outcome").equals("opened") ? Share.Outcome.OPENED : Share.Outcome.WRONG_PASSCODE);
    }
}
