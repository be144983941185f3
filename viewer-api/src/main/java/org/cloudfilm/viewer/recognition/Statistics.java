package org.cloudfilm.viewer.recognition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.cloudfilm.storage.record.LocalZone;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much was opened, recognised and repeated. Says nothing of any patient or doctor. */
final class Statistics {

    private static final int MOST = 500;

    /** Live decisions but for citations, as rows of numbers. One trip is saved for a person on a day. */
    private static final String DECIDED = """
            select d.item, d.hospital, d.specialty,
              (d.kind = 'recognise')::int as recognised,
              (d.kind = 'decline' and d.reason <> all(:excluded::text[]))::int as repeated,
              (d.kind = 'decline' and d.reason = any(:excluded::text[]))::int as excluded,
              coalesce(s.fen, 0) as saved,
              case when d.kind = 'recognise' then coalesce(p.person_id::text, d.subject::text)
                || ' ' || (d.decided_at at time zone :zone)::date end as trip
            from recognition_decision d
            left join saving s on s.decision = d.id and s.void_at is null
            left join patient_record p on p.subject = d.subject
            where d.revoked_at is null and d.kind <> 'cite' and %s
            """.formatted(during("d.decided_at"));

    /** A doctor who opens a report of the own hospital looks at nothing that could be recognised between hospitals. */
    private static final String OPENED =
            "from recognition_opening where from_hospital <> hospital and " + during("opened_at");

    private static final String COUNTED = """
            with decided as (%s), opened as (select item, hospital, specialty %s)
            select %%1$s as name, sum(opened) as opened, sum(recognised) as recognised, sum(repeated) as repeated,
              sum(excluded) as excluded, sum(saved)::bigint as saved, count(distinct trip) as trips
            from (
              select item, hospital, specialty, 0 as opened, recognised, repeated, excluded, saved, trip from decided
              union all
              select item, hospital, specialty, 1, 0, 0, 0, 0, null from opened) rows
            group by 1 order by 3 desc, 4 desc, 1
            """.formatted(DECIDED, OPENED);

    private final JdbcClient sql;

    Statistics(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** @param name of the group, empty when unknown */
    record Line(String name, long opened, long recognised, long repeated, long excluded, long savedFen, long savedTrips) {}

    enum By {
        ALL("''"),
        ITEM("coalesce(item, '')"),
        HOSPITAL("hospital"),
        SPECIALTY("specialty");

        private final String expression;

        By(String expression) {
            this.expression = expression;
        }
    }

    List<Line> count(By by, LocalDate from, LocalDate to) {
        return asked(COUNTED.formatted(by.expression), from, to)
                .query((row, n) -> new Line(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4),
                        row.getLong(5), row.getLong(6), row.getLong(7)))
                .list();
    }

    /** @param kind recognised, repeated, excluded or cited. @param reason empty unless it was declined */
    record Behind(
            UUID id, LocalDate day, String kind, String item, String hospital, String from, String specialty, String reason,
            long savedFen, boolean revoked) {}

    /** @param narrowed to values of {@code kind}, {@code item}, {@code hospital}, {@code specialty} */
    List<Behind> decisions(Map<String, String> narrowed, LocalDate from, LocalDate to) {
        return narrowed("""
                select * from (
                  select d.id, (d.decided_at at time zone :zone)::date as day,
                    case when d.kind = 'recognise' then 'recognised' when d.kind = 'cite' then 'cited'
                      when d.reason = any(:excluded::text[]) then 'excluded' else 'repeated' end as kind,
                    coalesce(d.item, '') as item, d.hospital, d.from_hospital, d.specialty,
                    coalesce(d.reason, '') as reason, coalesce(s.fen, 0) as saved, d.revoked_at is not null as revoked
                  from recognition_decision d left join saving s on s.decision = d.id and s.void_at is null
                  where %s) decisions
                where true {narrowed} order by day desc, id limit :most
                """.formatted(during("d.decided_at")), narrowed, from, to)
                .query((row, n) -> behind(row))
                .list();
    }

    private static Behind behind(ResultSet row) throws SQLException {
        return new Behind(
                row.getObject("id", UUID.class),
                row.getObject("day", LocalDate.class),
                row.getString("kind"),
                row.getString("item"),
                row.getString("hospital"),
                row.getString("from_hospital"),
                row.getString("specialty"),
                row.getString("reason"),
                row.getLong("saved"),
                row.getBoolean("revoked"));
    }

    /** Openings of a day that nothing tells apart. */
    record Opened(LocalDate day, String item, String hospital, String from, String specialty, long times) {}

    /** @param narrowed to values of {@code item}, {@code hospital}, {@code specialty} */
    List<Opened> openings(Map<String, String> narrowed, LocalDate from, LocalDate to) {
        return narrowed("""
                select day, item, hospital, from_hospital, specialty, count(*) as times from (
                  select (opened_at at time zone :zone)::date as day, coalesce(item, '') as item, hospital, from_hospital,
                    specialty
                  %s) openings
                where true {narrowed} group by 1, 2, 3, 4, 5 order by day desc, times desc, 2, 3, 4, 5 limit :most
                """.formatted(OPENED), narrowed, from, to)
                .query((row, n) -> new Opened(row.getObject("day", LocalDate.class), row.getString("item"),
                        row.getString("hospital"), row.getString("from_hospital"), row.getString("specialty"),
                        row.getLong("times")))
                .list();
    }

    private JdbcClient.StatementSpec narrowed(String statement, Map<String, String> values, LocalDate from, LocalDate to) {
        StringBuilder conditions = new StringBuilder();
        values.keySet().forEach(name -> conditions.append(" and ").append(name).append(" = :").append(name));
        return asked(statement.replace("{narrowed}", conditions), from, to).param("most", MOST).params(values);
    }

    private JdbcClient.StatementSpec asked(String statement, LocalDate from, LocalDate to) {
        Function<LocalDate, Object> start = day -> day.atStartOfDay(LocalZone.ZONE).toOffsetDateTime();
        return sql.sql(statement)
                .param("from", start.apply(from))
                .param("to", start.apply(to.plusDays(1)))
                .param("zone", LocalZone.ZONE.getId())
                .param("excluded", Arrays.stream(RepeatReason.values())
                        .filter(reason -> !reason.counted())
                        .map(RepeatReason::code)
                        .toArray(String[]::new));
    }

    private static String during(String moment) {
        return moment + " >= :from and " + moment + " < :to";
    }
}
