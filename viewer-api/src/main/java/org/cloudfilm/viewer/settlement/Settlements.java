package org.cloudfilm.viewer.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of settlements, their lines and requests. Everything joins the caller's transaction. */
final class Settlements {

    private static final String SELECT = """
            select id, hospital, visit, subject, patient, state, total_fen, fund_fen, account_fen, family_fen,
              self_pay_fen, insured, insurance_id, unclear, trouble, invoice, opened_at, paid_at
            from settlement
            """;

    private final JdbcClient sql;
    private final InstantSource clock;
    private final Payments payments;

    Settlements(DataSource dataSource, InstantSource clock, Payments payments) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
        this.payments = payments;
    }

    Optional<Settlement> find(UUID id) {
        return sql.sql(SELECT + "where id = :id").param("id", id).query(this::read).optional();
    }

    /** Locks it until the end of the transaction. */
    Settlement lock(UUID id) {
        return sql.sql(SELECT + "where id = :id for update").param("id", id).query(this::read).single();
    }

    /** The newest of a visit that has not failed or been cancelled. */
    Optional<Settlement> ofVisit(HospitalId hospital, String visit) {
        return sql.sql(SELECT + """
                        where visit = :visit and hospital = :hospital and state not in ('failed', 'cancelled')
                        order by opened_at desc, id limit 1
                        """)
                .param("visit", visit)
                .param("hospital", hospital.value())
                .query(this::read)
                .optional();
    }

    /** The one of a visit that is not at its end. */
    Optional<Settlement> underWay(String visit) {
        return sql.sql(SELECT + """
                        where visit = :visit and state not in ('paid', 'failed', 'cancelled', 'refunding', 'refunded')
                        """)
                .param("visit", visit)
                .query(this::read)
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the visit has one under way */
    void open(UUID id, Charge.Visit visit, String actor, List<Charge> charges) {
        Fen total = charges.stream().map(Charge::amount).reduce(Fen.ZERO, Fen::plus);
        sql.sql("""
                        insert into settlement (id, hospital, visit, subject, patient, opened_by, state, total_fen, opened_at, changed_at)
                        values (:id, :hospital, :visit, :subject, :patient, :actor, 'opened', :total, :now, :now)
                        """)
                .param("id", id)
                .param("hospital", visit.hospital().value())
                .param("visit", visit.encounter())
                .param("subject", visit.subject())
                .param("patient", visit.patient())
                .param("actor", actor)
                .param("total", total.value())
                .param("now", Charges.at(clock.instant()))
                .update();
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            sql.sql("insert into settlement_line values (:settlement, :line, :charge, :item, :name, :nameEn, :amount)")
                    .param("settlement", id)
                    .param("line", i + 1)
                    .param("charge", charge.id())
                    .param("item", charge.item())
                    .param("name", charge.name())
                    .param("nameEn", charge.nameEn())
                    .param("amount", charge.amount().value())
                    .update();
        }
    }

    /** Moves one that the caller has locked; what was unclear is clear then. */
    void move(UUID id, SettlementState state, String trouble) {
        sql.sql("""
                        update settlement set state = :state, trouble = :trouble, unclear = null, changed_at = :now
                        where id = :id
                        """)
                .param("state", state.word())
                .param("trouble", trouble)
                .param("now", Charges.at(clock.instant()))
                .param("id", id)
                .update();
    }

    void split(UUID id, Split split, boolean insured, String insuranceId) {
        sql.sql("""
                        update settlement set fund_fen = :fund, account_fen = :account, family_fen = :family,
                          self_pay_fen = :self, insured = :insured, insurance_id = :insurance
                        where id = :id
                        """)
                .param("fund", split.fund().value())
                .param("account", split.account().value())
                .param("family", split.family().value())
                .param("self", split.selfPay().value())
                .param("insured", insured)
                .param("insurance", insuranceId)
                .param("id", id)
                .update();
    }

    /** Gives it a number, day and running: 20261122-00000042. The running part grows beyond its eight digits. */
    void number(UUID id, String day) {
        sql.sql("""
                        with running as materialized (select nextval('invoice_number')::text as number)
                        update settlement set paid_at = :now,
                          invoice = :day || '-' || lpad(number, greatest(8, length(number)), '0')
                        from running where id = :id
                        """)
                .param("now", Charges.at(clock.instant()))
                .param("day", day)
                .param("id", id)
                .update();
    }

    /** It stays as it was seen, and this is in the way. */
    void unclear(Settlement seen, String obstacle) {
        sql.sql("update settlement set unclear = :obstacle where id = :id and state = :state")
                .param("obstacle", obstacle)
                .param("id", seen.id())
                .param("state", seen.state().word())
                .update();
    }

    /** True when nobody else is at work on it; nobody else will be until then, or until it is let go. */
    boolean take(UUID id, Duration lease) {
        Instant now = clock.instant();
        return 1 == sql.sql("""
                        update settlement set busy_until = :until where id = :id and (busy_until is null or busy_until <= :now)
                        """)
                .param("until", Charges.at(now.plus(lease)))
                .param("id", id)
                .param("now", Charges.at(now))
                .update();
    }

    void hold(UUID id, Duration lease) {
        sql.sql("update settlement set busy_until = :until where id = :id")
                .param("until", Charges.at(clock.instant().plus(lease)))
                .param("id", id)
                .update();
    }

    void letGo(UUID id) {
        sql.sql("update settlement set busy_until = null where id = :id").param("id", id).update();
    }

    /** The settlement a request made, if its key was given before. */
    Optional<Request> request(HospitalId hospital, String key) {
        return sql.sql("select digest, settlement from settle_request where hospital = :hospital and key = :key")
                .param("hospital", hospital.value())
                .param("key", key)
                .query((row, n) -> new Request(row.getBytes(1), row.getObject(2, UUID.class)))
                .optional();
    }

    void keep(HospitalId hospital, String key, Request request) {
        sql.sql("insert into settle_request values (:hospital, :key, :digest, :settlement)")
                .param("hospital", hospital.value())
                .param("key", key)
                .param("digest", request.digest())
                .param("settlement", request.settlement())
                .update();
    }

    record Request(byte[] digest, UUID settlement) {}

    private Settlement read(ResultSet row, int n) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Settlement(
                id,
                new Charge.Visit(
                        new HospitalId(row.getString("hospital")),
                        row.getString("visit"),
                        row.getLong("subject"),
                        row.getString("patient")),
                SettlementState.of(row.getString("state")),
                Fen.of(row.getLong("total_fen")),
                split(row),
                row.getBoolean("insured"),
                Optional.ofNullable(row.getString("insurance_id")),
                Optional.ofNullable(row.getString("unclear")),
                Optional.ofNullable(row.getString("trouble")),
                Optional.ofNullable(row.getString("invoice")),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("paid_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                lines(id),
                payments.ofSettlement(id));
    }

    private static Optional<Split> split(ResultSet row) throws SQLException {
        long selfPay = row.getLong("self_pay_fen");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Split(
                        Fen.of(row.getLong("fund_fen")),
                        Fen.of(row.getLong("account_fen")),
                        Fen.of(row.getLong("family_fen")),
                        Fen.of(selfPay)));
    }

    private List<Settlement.Line> lines(UUID id) {
        return sql.sql("select charge, item, name, name_en, amount_fen from settlement_line where settlement = :id order by line")
                .param("id", id)
                .query((row, n) -> new Settlement.Line(
                        row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4),
                        Fen.of(row.getLong(5))))
                .list();
    }
}
