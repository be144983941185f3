package org.cloudfilm.viewer.recognition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of decisions. Everything joins the caller's transaction. */
public final class Decisions {

    private final JdbcClient sql;

    public Decisions(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    public Optional<Decision> find(UUID id) {
        return sql.sql("select * from recognition_decision where id = :id")
                .param("id", id)
                .query(Decisions::read)
                .optional();
    }

    /** The decision by which an earlier exam stands in for an order of a hospital. */
    public Optional<Decision> recognitionOf(HospitalId hospital, String order) {
        return sql.sql("""
                        select * from recognition_decision
                        where hospital = :hospital and order_ref = :order and revoked_at is null and kind = 'recognise'
                        """)
                .param("hospital", hospital.value())
                .param("order", order)
                .query(Decisions::read)
                .optional();
    }

    /** Live ones about some orders of a hospital, the newest first. */
    List<Decision> ofOrders(HospitalId hospital, Collection<String> orders) {
        return sql.sql("""
                        select * from recognition_decision
                        where hospital = :hospital and order_ref = any(:orders::text[]) and revoked_at is null
                        order by decided_at desc, id
                        """)
                .param("hospital", hospital.value())
                .param("orders", orders.toArray(String[]::new))
                .query(Decisions::read)
                .list();
    }

    /** Whose Patient record it is; empty when nobody knows. */
    Optional<PersonId> personOf(long subject) {
        return sql.sql("select person_id from patient_record where subject = :subject and person_id is not null")
                .param("subject", subject)
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** Whether a live one of now excludes it; {@link #add} decides between two at once. */
    boolean excluded(Decision decision) {
        return ofOrders(decision.hospital(), List.of(decision.order())).stream().anyMatch(live ->
                (live.kind() == Decision.Kind.CITE) == (decision.kind() == Decision.Kind.CITE)
                        && (live.study().equals(decision.study())
                                && (live.kind() != Decision.Kind.CITE || live.clinician().equals(decision.clinician()))
                        || live.kind() == Decision.Kind.RECOGNISE && decision.kind() == Decision.Kind.RECOGNISE));
    }

    /** False when one is live already that excludes it. */
    boolean add(Decision decision) {
        return 1 == sql.sql("""
                        insert into recognition_decision (id, kind, hospital, clinician, order_ref, study, from_hospital,
                          person_id, subject, item, reason, note, specialty, visit, via, decided_at)
                        values (:id, :kind, :hospital, :clinician, :order, :study, :from, :person::uuid, :subject,
                          nullif(:item, ''), nullif(:reason, ''), nullif(:note, ''), :specialty, nullif(:visit, ''), :via,
                          :at)
                        on conflict do nothing
                        """)
                .param("id", decision.id())
                .param("kind", decision.kind().word())
                .param("hospital", decision.hospital().value())
                .param("clinician", decision.clinician())
                .param("order", decision.order())
                .param("study", decision.study())
                .param("from", decision.from().value())
                .param("person", decision.person().map(PersonId::value).orElse(null))
                .param("subject", decision.subject())
                .param("item", decision.item())
                .param("reason", decision.reason())
                .param("note", decision.note())
                .param("specialty", decision.specialty())
                .param("visit", decision.visit())
                .param("via", decision.via().word())
                .param("at", at(decision.at()))
                .update();
    }

    /** False when it was revoked before. */
    boolean revoke(UUID id, String by, Instant now) {
        return 1 == sql.sql("""
                        update recognition_decision set revoked_at = :now, revoked_by = :by
                        where id = :id and revoked_at is null
                        """)
                .param("now", at(now))
                .param("by", by)
                .param("id", id)
                .update();
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    static Decision read(ResultSet row, int n) throws SQLException {
        OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
        return new Decision(
                row.getObject("id", UUID.class),
                Decision.Kind.find(row.getString("kind")).orElseThrow(),
                new HospitalId(row.getString("hospital")),
                row.getString("clinician"),
                row.getString("order_ref"),
                row.getString("study"),
                new HospitalId(row.getString("from_hospital")),
                Optional.ofNullable(row.getObject("person_id", UUID.class)).map(PersonId::new),
                row.getLong("subject"),
                text(row, "item"),
                text(row, "reason"),
                text(row, "note"),
                row.getString("specialty"),
                text(row, "visit"),
                row.getString("via").equals("card") ? Decision.Via.CARD : Decision.Via.PAGE,
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(revoked).map(OffsetDateTime::toInstant));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    static RecordId order(String id) {
        return new RecordId(ResourceType.SERVICE_REQUEST, id);
    }
}
