package org.cloudfilm.storage.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What persons are told. Every method joins the caller's transaction; a merged person's notices are the survivor's. */
public final class Notices {

    private static final String OF_PERSONS =
            "person_id in (select one from unnest(:persons::uuid[]) p, persons_behind(p) one)";

    private final JdbcClient sql;
    private final InstantSource clock;

    public Notices(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    /** @param unread of all notices, also those that are not listed */
    public record Page(long unread, List<Notice> notices) {}

    /** Each call is one more notice: whoever may be called twice for one event looks that up first. */
    public void tell(PersonId person, NoticeKind kind, Map<String, String> params) {
        List<Map.Entry<String, String>> entries = List.copyOf(params.entrySet());
        sql.sql("""
                        insert into notice (person_id, kind, at, params)
                        values (:person, :kind, :at, jsonb_object(:names::text[], :values::text[]))
                        """)
                .param("person", person.value())
                .param("kind", kind.name())
                .param("at", now())
                .param("names", entries.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param("values", entries.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .update();
    }

    /**
     * Notices to any of these persons, newest first.
     *
     * @param before older than the one of that number: where the page before ended
     */
    public Page of(Collection<PersonId> persons, OptionalLong before, int count) {
        UUID[] ids = PersonId.values(persons);
        List<Notice> notices = sql.sql("""
                        select n.*, f.whose, array(select key from jsonb_each_text(n.params) order by key) as names,
                          array(select value from jsonb_each_text(n.params) order by key) as texts
                        from notice n
                        join (select whose, person from unnest(:persons::uuid[]) whose, persons_behind(whose) person) f
                          on f.person = n.person_id
                        where n.id < :before
                        order by n.id desc limit :count
                        """)
                .param("persons", ids)
                .param("before", before.orElse(Long.MAX_VALUE))
                .param("count", count)
                .query((row, n) -> notice(row))
                .list();
        long unread = sql.sql("select count(*) from notice where " + OF_PERSONS + " and read_at is null")
                .param("persons", ids)
                .query(Long.class)
                .single();
        return new Page(unread, notices);
    }

    /** The notices up to and including this one have been seen. */
    public void read(Collection<PersonId> persons, long upTo) {
        sql.sql("update notice set read_at = :now where " + OF_PERSONS + " and id <= :upTo and read_at is null")
                .param("now", now())
                .param("persons", PersonId.values(persons))
                .param("upTo", upTo)
                .update();
    }

    private static Notice notice(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("names").getArray();
        String[] texts = (String[]) row.getArray("texts").getArray();
        Map<String, String> params = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            params.put(names[i], texts[i]);
        }
        return new Notice(
                row.getLong("id"),
                new PersonId(row.getObject("whose", UUID.class)),
                NoticeKind.valueOf(row.getString("kind")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("read_at") != null,
                params);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
