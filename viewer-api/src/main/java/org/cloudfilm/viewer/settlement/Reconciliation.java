package org.cloudfilm.viewer.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.cloudfilm.storage.record.LocalZone;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the books of a day with what the insurer and the channel say of it, movement by movement. Nothing is put
 * right here: every difference is for people.
 */
final class Reconciliation {

    private final JdbcClient sql;
    private final Insurance insurance;
    private final PaymentChannel channel;

    Reconciliation(DataSource dataSource, Insurance insurance, PaymentChannel channel) {
        this.sql = JdbcClient.create(dataSource);
        this.insurance = insurance;
        this.channel = channel;
    }

    /** @param theirs null when they gave no statement */
    record Total(String side, long oursFen, Long theirsFen) {}

    /**
     * @param side     insurance, or the channel's name
     * @param key      the insurer's settlement, or the number of a payment or refund
     * @param kind     missing-here, missing-there, amount-differs; other-day when the books have it on another day
     * @param hospital empty when the books do not know it
     */
    record Difference(String side, String key, String kind, String hospital, long oursFen, long theirsFen) {}

    /** Something a channel told that was refused. */
    record Aside(
            String channel, String kind, String payment, String channelNo, long fen, Long expectedFen, String reason,
            Instant at, int times) {}

    record Day(LocalDate day, List<Total> totals, List<Difference> differences, List<Aside> setAside) {}

    Day of(LocalDate day) {
        List<Total> totals = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        compare("insurance", insured(day), insurersStatement(day), totals, differences);
        compare(channel.name(), throughChannel(day), channelsStatement(day), totals, differences);
        return new Day(day, totals, differences, asides(day));
    }

    /** A movement as the books have it. @param hospital whose it is */
    private record Booked(long fen, String hospital) {}

    private void compare(
            String side, Map<String, Booked> ours, Map<String, Long> theirs, List<Total> totals, List<Difference> differences) {
        long sum = ours.values().stream().mapToLong(Booked::fen).sum();
        totals.add(new Total(side, sum, theirs == null ? null : theirs.values().stream().mapToLong(fen -> fen).sum()));
        if (theirs == null) {
            return;
        }
        Set<String> keys = new TreeSet<>(ours.keySet());
        keys.addAll(theirs.keySet());
        for (String key : keys) {
            Booked booked = ours.get(key);
            Long told = theirs.get(key);
            long here = booked == null ? 0 : booked.fen;
            long there = told == null ? 0 : told;
            // who has to pay nothing is settled too, and the books have nothing to say of it
            if (here != there) {
                differences.add(new Difference(side, key, kind(key, booked, told),
                        booked == null ? "" : booked.hospital, here, there));
            }
        }
    }

    private String kind(String key, Booked booked, Long told) {
        if (told == null) {
            return "missing-there";
        }
        if (booked != null) {
            return "amount-differs";
        }
        boolean elsewhere = sql.sql("""
                        select exists (select from ledger_entry where key in ('paid:' || :key, 'refunded:' || :key))
                          or exists (select from settlement s join ledger_entry e on e.settlement = s.id
                                     where s.insurance_id = :key and e.key like 'insured:%')
                        """)
                .param("key", key)
                .query(Boolean.class)
                .single();
        return elsewhere ? "other-day" : "missing-here";
    }

    /** What the insurer owes by the books, by its settlements; what was taken back on the same day is nothing. */
    private Map<String, Booked> insured(LocalDate day) {
        return booked("""
                select s.insurance_id, s.hospital, sum(p.fen)
                from ledger_entry e join ledger_posting p on p.entry = e.id join settlement s on s.id = e.settlement
                where e.at >= :from and e.at < :to and (e.key like 'insured:%' or e.key like 'uninsured:%')
                  and p.account like 'insurance:%'
                group by s.insurance_id, s.hospital
                """, day);
    }

    /** What came and went through the channel, by our numbers. */
    private Map<String, Booked> throughChannel(LocalDate day) {
        return booked("""
                select split_part(e.key, ':', 2), e.hospital, sum(p.fen)
                from ledger_entry e join ledger_posting p on p.entry = e.id
                where e.at >= :from and e.at < :to and p.account = 'channel:' || :channel
                group by 1, 2
                """, day);
    }

    private Map<String, Booked> booked(String query, LocalDate day) {
        Map<String, Booked> booked = new TreeMap<>();
        sql.sql(query)
                .param("from", start(day))
                .param("to", start(day.plusDays(1)))
                .param("channel", channel.name())
                .query(row -> {
                    booked.put(row.getString(1), new Booked(row.getLong(3), row.getString(2)));
                });
        return booked;
    }

    private Map<String, Long> insurersStatement(LocalDate day) {
        if (!(insurance.statement(day) instanceof Outcome.Done<List<Insurance.Movement>>(var movements))) {
            return null;
        }
        Map<String, Long> told = new TreeMap<>();
        movements.forEach(one -> told.merge(
                one.insuranceId(), (one.cancelled() ? -1 : 1) * one.split().insurance().value(), Long::sum));
        return told;
    }

    private Map<String, Long> channelsStatement(LocalDate day) {
        if (!(channel.statement(day) instanceof Outcome.Done<List<PaymentChannel.Movement>>(var movements))) {
            return null;
        }
        Map<String, Long> told = new TreeMap<>();
        movements.forEach(one -> told.merge(one.no(), (one.refund() ? -1 : 1) * one.amount().value(), Long::sum));
        return told;
    }

    private List<Aside> asides(LocalDate day) {
        return sql.sql("""
                        select channel, kind, payment, channel_no, fen, expected_fen, reason, at, times
                        from payment_aside where at >= :from and at < :to order by id limit 500
                        """)
                .param("from", start(day))
                .param("to", start(day.plusDays(1)))
                .query((row, n) -> new Aside(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                        row.getLong(5), row.getObject(6, Long.class), row.getString(7),
                        row.getObject(8, OffsetDateTime.class).toInstant(), row.getInt(9)))
                .list();
    }

    private static OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay(LocalZone.ZONE).toOffsetDateTime();
    }
}
