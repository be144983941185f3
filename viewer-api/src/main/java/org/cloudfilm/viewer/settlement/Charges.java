package org.cloudfilm.viewer.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of charges. Everything joins the caller's transaction. */
final class Charges {

    private static final String SELECT = """
            select id, hospital, visit, subject, patient, order_id, item, name, name_en, price_fen, reduction_fen,
              amount_fen, study, state, because, settlement
            from charge
            """;

    private final JdbcClient sql;
    private final InstantSource clock;

    Charges(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    /** The order's charge that is not refunded, without a lock. */
    Optional<Charge> ofOrder(String order) {
        return sql.sql(SELECT + "where order_id = :order and state <> 'refunded'")
                .param("order", order)
                .query(Charges::read)
                .optional();
    }

    /** The same, locked. */
    Optional<Charge> lockOfOrder(String order) {
        return sql.sql(SELECT + "where order_id = :order and state <> 'refunded' for update")
                .param("order", order)
                .query(Charges::read)
                .optional();
    }

    /** All that are not refunded, the oldest first. */
    List<Charge> ofVisit(HospitalId hospital, String visit) {
        return sql.sql(SELECT + """
                        where visit = :visit and hospital = :hospital and state <> 'refunded' order by created_at, id
                        """)
                .param("visit", visit)
                .param("hospital", hospital.value())
                .query(Charges::read)
                .list();
    }

    /** Those of a visit that wait to be paid, or are planned, locked. */
    List<Charge> lockUnpaid(HospitalId hospital, String visit) {
        return sql.sql(SELECT + """
                        where visit = :visit and hospital = :hospital and state in ('planned', 'due')
                        order by created_at, id for update
                        """)
                .param("visit", visit)
                .param("hospital", hospital.value())
                .query(Charges::read)
                .list();
    }

    List<Charge> lockOfSettlement(UUID settlement) {
        return sql.sql(SELECT + "where settlement = :settlement order by created_at, id for update")
                .param("settlement", settlement)
                .query(Charges::read)
                .list();
    }

    void add(Charge charge) {
        write("""
                        insert into charge (id, hospital, visit, subject, patient, order_id, item, name, name_en, price_fen,
                          reduction_fen, amount_fen, study, state, because, created_at, changed_at)
                        values (:id, :hospital, :visit, :subject, :patient, :order, :item, :name, :nameEn, :price,
                          :reduction, :amount, :study, :state, :because, :now, :now)
                        """, charge)
                .param("order", charge.order())
                .update();
    }

    /** Writes everything that may change of a charge that the caller has locked. */
    void change(Charge charge) {
        write("""
                        update charge set hospital = :hospital, visit = :visit, subject = :subject, patient = :patient,
                          item = :item, name = :name, name_en = :nameEn, price_fen = :price, reduction_fen = :reduction,
                          amount_fen = :amount, study = :study, state = :state, because = :because,
                          settlement = :settlement, changed_at = :now
                        where id = :id
                        """, charge)
                .param("settlement", charge.settlement().orElse(null))
                .update();
    }

    /** A statement about a charge with all of it that such statements name. */
    private JdbcClient.StatementSpec write(String statement, Charge charge) {
        return sql.sql(statement)
                .param("hospital", charge.visit().hospital().value())
                .param("visit", charge.visit().encounter())
                .param("subject", charge.visit().subject())
                .param("patient", charge.visit().patient())
                .param("item", charge.item())
                .param("name", charge.name())
                .param("nameEn", charge.nameEn())
                .param("price", charge.price().value())
                .param("reduction", charge.reduction().value())
                .param("amount", charge.amount().value())
                .param("study", charge.study().orElse(null))
                .param("state", charge.state().word())
                .param("because", charge.because())
                .param("id", charge.id())
                .param("now", at(clock.instant()));
    }

    /** What a recognition saves, unless that is counted already. */
    void save(UUID decision, Charge charge) {
        sql.sql("""
                        insert into saving (decision, charge, order_id, hospital, fen, at)
                        values (:decision, :charge, :order, :hospital, :fen, :now)
                        on conflict (decision) do update set void_at = null where saving.void_at is not null
                        """)
                .param("decision", decision)
                .param("charge", charge.id())
                .param("order", charge.order())
                .param("hospital", charge.visit().hospital().value())
                .param("fen", charge.amount().value())
                .param("now", at(clock.instant()))
                .update();
    }

    /** Nothing was saved at the order after all, but by the decision that stands, if there is one. */
    void voidSavings(String order, Optional<UUID> butFor) {
        sql.sql("""
                        update saving set void_at = :now
                        where order_id = :order and void_at is null and decision is distinct from :decision::uuid
                        """)
                .param("now", at(clock.instant()))
                .param("order", order)
                .param("decision", butFor.orElse(null))
                .update();
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    static Charge read(ResultSet row, int n) throws SQLException {
        return new Charge(
                row.getObject("id", UUID.class),
                new Charge.Visit(
                        new HospitalId(row.getString("hospital")),
                        row.getString("visit"),
                        row.getLong("subject"),
                        row.getString("patient")),
                row.getString("order_id"),
                row.getString("item"),
                row.getString("name"),
                row.getString("name_en"),
                Fen.of(row.getLong("price_fen")),
                Fen.of(row.getLong("reduction_fen")),
                Fen.of(row.getLong("amount_fen")),
                Optional.ofNullable(row.getString("study")),
                ChargeState.of(row.getString("state")),
                row.getString("because"),
                Optional.ofNullable(row.getObject("settlement", UUID.class)));
    }
}
