package org.cloudfilm.storage.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Merges that stand or were undone. */
final class MergeHistory {

    private final JdbcClient sql;
    private final Faces faces;

    MergeHistory(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.faces = new Faces(dataSource);
    }

    /** The newest first. */
    List<PersonReview.Merge> merges(int limit, int offset) {
        List<Row> rows = sql.sql("select * from person_merge order by id desc limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> new Row(merge(row), longs(row, "kept"), longs(row, "identities")))
                .list();
        Map<Long, Face> known = faces.ofIdentities(
                        rows.stream().flatMap(row -> Stream.concat(row.kept.stream(), row.moved.stream())).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Face::identity, face -> face));
        return rows.stream().map(row -> row.with(known)).toList();
    }

    private record Row(PersonReview.Merge merge, List<Long> kept, List<Long> moved) {

        PersonReview.Merge with(Map<Long, Face> known) {
            return new PersonReview.Merge(merge.id(), merge.at(), merge.actor(), merge.survivor(), merge.merged(),
                    merge.reason(), merge.undoneAt(), merge.undoneBy(), merge.undoReason(), of(known, kept), of(known, moved));
        }

        private static List<Face> of(Map<Long, Face> known, List<Long> identities) {
            return identities.stream().filter(known::containsKey).map(known::get).toList();
        }
    }

    long count() {
        return sql.sql("select count(*) from person_merge").query(Long.class).single();
    }

    /** The merged one, and who has the survivor's identities now: later merges may have moved them on. */
    List<PersonId> persons(long merge) {
        return sql.sql("""
                        select m.merged from person_merge m where m.id = :id
                        union
                        select i.person_id from person_merge m join identity i on i.id = any(m.kept) where m.id = :id
                        """)
                .param("id", merge)
                .query(UUID.class)
                .list()
                .stream()
                .map(PersonId::new)
                .toList();
    }

    boolean exists(long merge) {
        return sql.sql("select exists (select from person_merge where id = :id)")
                .param("id", merge)
                .query(Boolean.class)
                .single();
    }

    private static PersonReview.Merge merge(ResultSet row) throws SQLException {
        return new PersonReview.Merge(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class),
                row.getString("actor"),
                new PersonId(row.getObject("survivor", UUID.class)),
                new PersonId(row.getObject("merged", UUID.class)),
                row.getString("reason"),
                Optional.ofNullable(row.getObject("undone_at", OffsetDateTime.class)),
                row.getString("undone_by"),
                row.getString("undo_reason"),
                List.of(),
                List.of());
    }

    private static List<Long> longs(ResultSet row, String column) throws SQLException {
        return Stream.of((Long[]) row.getArray(column).getArray()).toList();
    }
}
