package org.cloudfilm.storage.record;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lists versions, newest first: of those current in the one table, of the older in the other. Large contents are
 * fetched once it is known which of them a page has room for.
 */
final class RecordHistory {

    private static final int TIMEOUT_SECONDS = 10;

    /** A page with so many bytes gets no further version. */
    private static final int PAGE_BYTES = 8 << 20;

    private static final String CONTENT = "octet_length(%1$s.content) as length,"
            + " case when octet_length(%1$s.content) <= 16384 then %1$s.content end as content, %1$s.cuts";

    private static final String CURRENT = " from record r where ";
    private static final String OLD = " from record_version v join record r on r.rid = v.rid where ";
    private static final String ORDER = " order by updated_at desc, rid desc, version desc";

    private final JdbcClient sql;

    RecordHistory(DataSource dataSource) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(TIMEOUT_SECONDS);
        this.sql = JdbcClient.create(template);
    }

    private record Place(Instant at, long rid, int version) {

        static Place parse(String token) {
            try {
                String[] parts = token.split("\\.", -1);
                long micros = Long.parseLong(parts[0]);
                return new Place(
                        Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L),
                        Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
            } catch (RuntimeException e) {
                throw RecordRefusal.of(Kind.BAD_QUERY, "_page", "not a place in a history");
            }
        }

        String token() {
            return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000 + "." + rid + "." + version;
        }
    }

    /** @param length of the content, which is missing when it is large */
    private record Found(Place place, StoredRecord record, int length, boolean created, boolean givenId) {}

    HistoryPage page(RecordPermit permit, HistoryQuery of) {
        Query current = current(permit, of, """
                select r.rid, r.type, r.id, r.version, r.updated_at, r.deleted, r.given_id,\s""" + CONTENT.formatted("r")
                + CURRENT);
        Query old = old(permit, of, """
                select v.rid, v.type, r.id, v.version, v.updated_at, v.deleted, r.given_id,\s""" + CONTENT.formatted("v")
                + OLD);
        List<Object> values = new ArrayList<>(current.values);
        values.addAll(old.values);
        String order = ORDER + " limit " + (of.count() + 1);
        List<Found> versions = sql.sql(
                        "select *, version = 1 or exists (select from record_version p where p.rid = all_of.rid"
                                + " and p.version = all_of.version - 1 and p.deleted) as created from ((" + current.sql
                                + order + ") union all (" + old.sql + order + ")" + order + ") all_of" + ORDER)
                .params(values)
                .query((row, n) -> new Found(
                        new Place(row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                                row.getLong("rid"), row.getInt("version")),
                        RecordReads.record(row), row.getInt("length"), row.getBoolean("created"), row.getBoolean("given_id")))
                .list();
        int size = Math.min(of.count(), fitting(versions));
        boolean more = versions.size() > size;
        List<Found> shown = more ? versions.subList(0, size) : versions;
        return new HistoryPage(
                shown.stream().map(this::version).toList(),
                more ? Optional.of(shown.getLast().place().token()) : Optional.empty());
    }

    long size(RecordPermit permit, HistoryQuery of) {
        Query current = current(permit, of, "select count(*)" + CURRENT);
        Query old = old(permit, of, "select count(*)" + OLD);
        List<Object> values = new ArrayList<>(current.values);
        values.addAll(old.values);
        return sql.sql("select (" + current.sql + ") + (" + old.sql + ")").params(values).query(Long.class).single();
    }

    private static Query current(RecordPermit permit, HistoryQuery of, String select) {
        ReadScope now = ReadScope.current(permit.scope());
        Query current = new Query(select);
        current.where(now.condition(), now.values().toArray());
        current.filter(of, "r");
        return current;
    }

    private static Query old(RecordPermit permit, HistoryQuery of, String select) {
        ReadScope now = ReadScope.current(permit.scope());
        ReadScope then = ReadScope.former(permit.scope());
        Query old = new Query(select);
        old.where(now.condition(), now.values().toArray());
        old.where(then.condition(), then.values().toArray());
        old.filter(of, "v");
        of.at().ifPresent(at -> old.where("""
                coalesce((select n.updated_at from record_version n where n.rid = v.rid and n.version = v.version + 1),
                  r.updated_at) > ?""", moment(at.lo())));
        return old;
    }

    private HistoryPage.Version version(Found found) {
        boolean named = found.record().version() == 1 && !found.givenId() && LogicalIds.likeOurs(found.record().id().id());
        return new HistoryPage.Version(complete(found), found.created(), named);
    }

    private static int fitting(List<Found> versions) {
        long bytes = 0;
        int fitting = 0;
        while (fitting < versions.size() && bytes < PAGE_BYTES) {
            bytes += versions.get(fitting++).length();
        }
        return fitting;
    }

    /** A version never changes, but may have become an old one meanwhile. */
    private StoredRecord complete(Found version) {
        StoredRecord record = version.record();
        if (record.content() != null || record.deleted()) {
            return record;
        }
        byte[] content = sql.sql("""
                        select content from record where rid = :rid and version = :version
                        union all
                        select content from record_version where rid = :rid and version = :version
                        """)
                .param("rid", version.place().rid())
                .param("version", version.place().version())
                .query(byte[].class)
                .list()
                .getFirst();
        return new StoredRecord(record.id(), record.version(), record.lastUpdated(), false, content, record.cuts());
    }

    private static OffsetDateTime moment(long micros) {
        return moment(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    private static OffsetDateTime moment(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static final class Query {

        private final StringBuilder sql;
        private final List<Object> values = new ArrayList<>();
        private boolean first = true;

        Query(String select) {
            this.sql = new StringBuilder(select);
        }

        void where(String condition, Object... of) {
            sql.append(first ? "" : " and ").append(condition);
            values.addAll(List.of(of));
            first = false;
        }

        void filter(HistoryQuery of, String table) {
            of.type().ifPresent(type -> where(table + ".type = ?", type.number()));
            of.id().ifPresent(id -> where("r.self = ? and r.id = ?", id.key(), id.id()));
            of.since().ifPresent(since -> where(table + ".updated_at >= ?", moment(since)));
            of.at().ifPresent(at -> where(table + ".updated_at < ?", moment(at.hi())));
            of.after().map(Place::parse).ifPresent(place -> where(
                    "(" + table + ".updated_at, " + table + ".rid, " + table + ".version) < (?, ?, ?)",
                    moment(place.at()), place.rid(), place.version()));
        }
    }
}
