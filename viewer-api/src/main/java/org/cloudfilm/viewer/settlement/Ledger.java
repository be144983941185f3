package org.cloudfilm.viewer.settlement;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The books. Each movement of money is one entry whose postings sum up to nothing, which the database checks at commit;
 * what was written is never changed, only written back. The same movement told twice is written once. Everything joins
 * the caller's transaction.
 */
final class Ledger {

    private final JdbcClient sql;
    private final InstantSource clock;

    Ledger(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    /** The insurer will pay its part. */
    void insured(Settlement settlement, Split split) {
        post(settlement, "insured:" + settlement.id(), parts(split, 1));
    }

    /** The insurer takes back what was written, if anything was. */
    void uninsured(Settlement settlement) {
        boolean written = sql.sql("select exists (select from ledger_entry where key = :key)")
                .param("key", "insured:" + settlement.id())
                .query(Boolean.class)
                .single();
        if (written) {
            post(settlement, "uninsured:" + settlement.id(), parts(settlement.split().orElseThrow(), -1));
        }
    }

    private static Map<String, Long> parts(Split split, int sign) {
        Map<String, Long> postings = new TreeMap<>();
        postings.put("insurance:fund", sign * split.fund().value());
        postings.put("insurance:account", sign * split.account().value());
        postings.put("insurance:family", sign * split.family().value());
        postings.put("clearing", -sign * split.insurance().value());
        return postings;
    }

    /** The patient has paid through a channel. */
    void paid(Settlement settlement, Settlement.Payment payment) {
        account(payment.channel());
        post(settlement, "paid:" + payment.no(), Map.of(
                "channel:" + payment.channel(), payment.amount().value(), "clearing", -payment.amount().value()));
    }

    /** The patient has it back. */
    void refunded(Settlement settlement, Settlement.Payment payment, Payments.Refund refund) {
        account(payment.channel());
        post(settlement, "refunded:" + refund.no(), Map.of(
                "channel:" + payment.channel(), -refund.amount().value(), "clearing", refund.amount().value()));
    }

    /** All parts are there: the hospital has earned them. */
    void billed(Settlement settlement) {
        post(settlement, "billed:" + settlement.id(),
                Map.of("clearing", settlement.total().value(), "revenue", -settlement.total().value()));
    }

    /** It has not, after all. */
    void unbilled(Settlement settlement) {
        post(settlement, "unbilled:" + settlement.id(),
                Map.of("clearing", -settlement.total().value(), "revenue", settlement.total().value()));
    }

    private void account(String channel) {
        sql.sql("insert into ledger_account values (:id, 'at the channel ' || :channel) on conflict do nothing")
                .param("id", "channel:" + channel)
                .param("channel", channel)
                .update();
    }

    private void post(Settlement settlement, String key, Map<String, Long> postings) {
        Map<String, Long> moved = new TreeMap<>(postings);
        moved.values().removeIf(fen -> fen == 0);
        if (moved.isEmpty()) {
            return;
        }
        Optional<Long> entry = sql.sql("""
                        insert into ledger_entry (key, settlement, hospital, at) values (:key, :settlement, :hospital, :now)
                        on conflict (key) do nothing returning id
                        """)
                .param("key", key)
                .param("settlement", settlement.id())
                .param("hospital", settlement.visit().hospital().value())
                .param("now", Charges.at(clock.instant()))
                .query(Long.class)
                .optional();
        entry.ifPresent(id -> moved.forEach((account, fen) -> sql.sql("insert into ledger_posting values (:entry, :account, :fen)")
                .param("entry", id)
                .param("account", account)
                .param("fen", fen)
                .update()));
    }
}
