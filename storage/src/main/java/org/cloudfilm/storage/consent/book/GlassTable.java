package org.cloudfilm.storage.consent.book;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table break_glass, from which access is decided. Every method joins the caller's transaction. */
final class GlassTable {

    private static final int LISTED = 200;

    private final JdbcClient sql;

    GlassTable(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    BrokenGlass insert(
            Requester.Clinician who, String name, PersonId person, String reason, Instant at, Instant until) {
        return sql.sql("""
                        insert into break_glass (clinician, clinician_name, hospital, person_id, reason, at, until)
                        values (:clinician, :name, :hospital, :person, :reason, :at, :until)
                        returning *
                        """)
                .param("clinician", who.id())
                .param("name", name)
                .param("hospital", who.hospital().value())
                .param("person", person.value())
                .param("reason", reason)
                .param("at", AskTable.at(at))
                .param("until", AskTable.at(until))
                .query((row, n) -> glass(row))
                .single();
    }

    /** One by which the doctor may read now. */
    Optional<BrokenGlass> standing(Requester.Clinician who, PersonId person, Instant now) {
        return sql.sql("""
                        select * from break_glass
                        where clinician = :clinician and hospital = :hospital and at <= :now and until > :now
                          and person_id in (select one from persons_behind(:person) one)
                        order by until desc limit 1
                        """)
                .param("clinician", who.id())
                .param("hospital", who.hospital().value())
                .param("now", AskTable.at(now))
                .param("person", person.value())
                .query((row, n) -> glass(row))
                .optional();
    }

    /** Oldest first: what has waited longest is reviewed first. */
    List<BrokenGlass> inState(BrokenGlass.State state) {
        String order = state == BrokenGlass.State.OPEN ? "at, id" : "reviewed_at desc, id";
        return sql.sql("select * from break_glass where state = :state order by " + order + " limit :most")
                .param("state", word(state))
                .param("most", LISTED)
                .query((row, n) -> glass(row))
                .list();
    }

    Optional<BrokenGlass> lockOpen(UUID id) {
        return sql.sql("select * from break_glass where id = :id and state = 'open' for update")
                .param("id", id)
                .query((row, n) -> glass(row))
                .optional();
    }

    /** @param until when it ends, or ended */
    BrokenGlass review(UUID id, BrokenGlass.State verdict, BrokenGlass.Review review, Instant until) {
        return sql.sql("""
                        update break_glass
                        set state = :state, reviewed_by = :by, reviewed_at = :at, remark = :remark, until = :until
                        where id = :id returning *
                        """)
                .param("state", word(verdict))
                .param("by", review.by())
                .param("at", AskTable.at(review.at()))
                .param("remark", review.remark())
                .param("until", AskTable.at(until))
                .param("id", id)
                .query((row, n) -> glass(row))
                .single();
    }

    private static String word(BrokenGlass.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static BrokenGlass glass(ResultSet row) throws SQLException {
        OffsetDateTime reviewed = row.getObject("reviewed_at", OffsetDateTime.class);
        return new BrokenGlass(
                row.getObject("id", UUID.class),
                row.getString("clinician"),
                row.getString("clinician_name"),
                new HospitalId(row.getString("hospital")),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("reason"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                BrokenGlass.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                reviewed == null
                        ? Optional.empty()
                        : Optional.of(new BrokenGlass.Review(
                                row.getString("reviewed_by"), reviewed.toInstant(), row.getString("remark"))));
    }
}
