package org.cloudfilm.viewer.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of payments, refunds and of what channels told that does not fit. Everything joins the caller's transaction. */
final class Payments {

    private static final String SELECT = """
            select no, settlement, channel, amount_fen, state, qr, expires_at, channel_no, paid_fen, refunded_fen from payment
            """;

    private final JdbcClient sql;
    private final InstantSource clock;

    Payments(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    /** The number of a settlement's payment: its id without hyphens, as long as channels take. */
    static String number(UUID settlement) {
        return settlement.toString().replace("-", "");
    }

    Optional<Settlement.Payment> ofSettlement(UUID settlement) {
        return sql.sql(SELECT + "where settlement = :settlement")
                .param("settlement", settlement)
                .query(Payments::read)
                .optional();
    }

    Optional<Settlement.Payment> lock(String no) {
        return sql.sql(SELECT + "where no = :no for update").param("no", no).query(Payments::read).optional();
    }

    Optional<UUID> settlementOf(String channel, String no) {
        return sql.sql("select settlement from payment where no = :no and channel = :channel")
                .param("no", no)
                .param("channel", channel)
                .query(UUID.class)
                .optional();
    }

    void ask(UUID settlement, String channel, Fen amount, Instant expiresAt) {
        sql.sql("""
                        insert into payment (no, settlement, channel, amount_fen, state, expires_at)
                        values (:no, :settlement, :channel, :amount, 'asked', :expires)
                        """)
                .param("no", number(settlement))
                .param("settlement", settlement)
                .param("channel", channel)
                .param("amount", amount.value())
                .param("expires", Charges.at(expiresAt))
                .update();
    }

    void opened(String no, PaymentChannel.Prepaid prepaid) {
        sql.sql("update payment set state = 'open', qr = :qr, expires_at = :expires where no = :no")
                .param("qr", prepaid.qr())
                .param("expires", Charges.at(prepaid.expiresAt()))
                .param("no", no)
                .update();
    }

    void closed(String no) {
        sql.sql("update payment set state = 'closed' where no = :no and state <> 'paid'").param("no", no).update();
    }

    void paid(PaymentChannel.Paying paying) {
        sql.sql("""
                        update payment set state = 'paid', paid_fen = amount_fen, channel_no = :channelNo, paid_at = :at
                        where no = :no
                        """)
                .param("channelNo", paying.channelNo())
                .param("at", Charges.at(paying.at()))
                .param("no", paying.payment())
                .update();
    }

    /** The refund of a payment, whole; there is one at most. */
    Optional<Refund> refundOf(String payment) {
        return sql.sql("select no, payment, fen, state from refund where payment = :payment")
                .param("payment", payment)
                .query((row, n) -> new Refund(
                        row.getString(1), row.getString(2), Fen.of(row.getLong(3)), row.getString(4).equals("done")))
                .optional();
    }

    record Refund(String no, String payment, Fen amount, boolean done) {}

    /** Before the channel is asked. The database refuses what would be more than was paid. */
    void askRefund(String payment, Fen amount, String because) {
        sql.sql("insert into refund (no, payment, fen, because, state, at) values (:no, :payment, :fen, :because, 'asked', :now)")
                .param("no", refundNumber(payment))
                .param("payment", payment)
                .param("fen", amount.value())
                .param("because", because)
                .param("now", Charges.at(clock.instant()))
                .update();
    }

    /** As long as channels take: the first letter tells it from its payment. */
    static String refundNumber(String payment) {
        return "r" + payment.substring(1);
    }

    void refunded(String no) {
        sql.sql("update refund set state = 'done', done_at = :now where no = :no and state = 'asked'")
                .param("now", Charges.at(clock.instant()))
                .param("no", no)
                .update();
    }

    void setAside(String channel, String kind, PaymentChannel.Paying told, Fen expected, String reason) {
        sql.sql("""
                        insert into payment_aside (channel, kind, payment, channel_no, fen, expected_fen, reason, at)
                        values (:channel, :kind, :payment, :channelNo, :fen, :expected, :reason, :now)
                        on conflict (channel, kind, payment, channel_no, fen)
                          do update set times = payment_aside.times + 1
                        """)
                .param("channel", channel)
                .param("kind", kind)
                .param("payment", told.payment())
                .param("channelNo", told.channelNo())
                .param("fen", told.amount().value())
                .param("expected", expected == null ? null : expected.value())
                .param("reason", reason)
                .param("now", Charges.at(clock.instant()))
                .update();
    }

    private static Settlement.Payment read(ResultSet row, int n) throws SQLException {
        String qr = row.getString("qr");
        Instant expiresAt = row.getObject("expires_at", OffsetDateTime.class).toInstant();
        return new Settlement.Payment(
                row.getString("no"),
                row.getString("channel"),
                Fen.of(row.getLong("amount_fen")),
                row.getString("state"),
                Optional.ofNullable(qr).map(text -> new PaymentChannel.Prepaid(text, expiresAt)),
                expiresAt,
                Optional.ofNullable(row.getString("channel_no")),
                Fen.of(row.getLong("paid_fen")),
                Fen.of(row.getLong("refunded_fen")));
    }
}
