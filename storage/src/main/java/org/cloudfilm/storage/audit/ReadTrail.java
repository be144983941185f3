package org.cloudfilm.storage.audit;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.TrailPermit;
import org.cloudfilm.storage.consent.TrailPermit.Scope;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists entries of the trail, as far as a permit goes. */
public final class ReadTrail {

    private static final Set<String> GRANTED = Set.of("granted", "done");

    /** Of one person, for which the trail is searched at once. */
    private static final int MOST_OBJECTS = 20_000;

    private static final int TIMEOUT_SECONDS = 10;

    private final JdbcClient sql;

    public ReadTrail(DataSource dataSource) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(TIMEOUT_SECONDS);
        this.sql = JdbcClient.create(template);
    }

    /** @throws org.springframework.dao.QueryTimeoutException when it takes too long: narrow it by time */
    public List<TrailEntry> find(TrailPermit permit, TrailQuery query) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = new ArrayList<>(List.of("true"));
        switch (permit.scope()) {
            case Scope.Nothing() -> {
                return List.of();
            }
            case Scope.Everything() -> {}
            case Scope.AboutPersons(List<PersonId> persons) -> {
                List<String> objects = persons.stream().flatMap(person -> objects(person).stream()).toList();
                if (objects.isEmpty()) {
                    return List.of();
                }
                conditions.add("object = any(:objects)");
                values.put("objects", objects.toArray(String[]::new));
            }
        }
        restrict(query, conditions, values);
        values.put("count", query.count());
        String order = byTime(query) ? " order by at desc, seq desc" : " order by seq desc";
        return sql.sql("select * from audit_entry where " + String.join(" and ", conditions) + order
                        + " limit :count")
                .params(values)
                .query((row, n) -> new TrailEntry(row.getLong("seq"), AuditRow.entry(row)))
                .list();
    }

    /** Numbers follow the time, but for entries of one moment: an index of time alone finds a day among years. */
    private static boolean byTime(TrailQuery query) {
        return query.from().isPresent() || query.until().isPresent();
    }

    private static void restrict(TrailQuery query, List<String> conditions, Map<String, Object> values) {
        query.seq().ifPresent(seq -> {
            conditions.add("seq = :seq");
            values.put("seq", seq);
        });
        query.before().ifPresent(seq -> {
            conditions.add(byTime(query)
                    ? "(at, seq) < (select b.at, b.seq from audit_entry b where b.seq = :before)"
                    : "seq < :before");
            values.put("before", seq);
        });
        query.from().ifPresent(from -> {
            conditions.add("at >= :from");
            values.put("from", from.atOffset(ZoneOffset.UTC));
        });
        query.until().ifPresent(until -> {
            conditions.add("at < :until");
            values.put("until", until.atOffset(ZoneOffset.UTC));
        });
        query.actor().ifPresent(actor -> {
            conditions.add("actor = :actor");
            values.put("actor", actor);
        });
        query.object().ifPresent(object -> {
            conditions.add("object = :object");
            values.put("object", object);
        });
        if (!query.outcomes().isEmpty()) {
            conditions.add("outcome = any(:outcomes)");
            values.put("outcomes", query.outcomes().toArray(String[]::new));
            if (query.outcomes().stream().noneMatch(GRANTED::contains)) {
                // the words of the index that holds no others
                conditions.add("outcome not in ('granted', 'done')");
            }
        }
    }

    /** As the trail names them: records and studies of the person, and the person. */
    private List<String> objects(PersonId person) {
        List<String> objects = new ArrayList<>(sql.sql("""
                        select r.type, r.id from record r
                        where r.subject in (select subject from patient_record where person_id = :person)
                        limit :most
                        """)
                .param("person", person.value())
                .param("most", MOST_OBJECTS)
                .query((row, n) -> ResourceType.ofNumber(row.getInt(1)).typeName() + "/" + row.getString(2))
                .list());
        objects.addAll(sql.sql("""
                        select s.uid from study s join patient p on p.id = s.patient
                        where p.person_id = :person limit :most
                        """)
                .param("person", person.value())
                .param("most", MOST_OBJECTS)
                .query(String.class)
                .list());
        // what was written down under persons who were merged into this one is this one's
        objects.addAll(sql.sql("select 'Person/' || one from persons_behind(:person) one")
                .param("person", person.value())
                .query(String.class)
                .list());
        return objects;
    }
}
