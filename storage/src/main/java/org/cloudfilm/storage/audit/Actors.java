package org.cloudfilm.storage.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Types;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What those who act are called, as their tokens last said. Kept apart: the trail and what was decided hold ids only.
 */
public final class Actors {

    private static final int REMEMBERED_AT_MOST = 10_000;

    private final JdbcClient sql;
    private final InstantSource clock;
    private final Cache<String, Actor> written;

    public Actors(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
        this.written = Caffeine.newBuilder().maximumSize(REMEMBERED_AT_MOST).build();
    }

    /**
     * @param role clinician, patient, hospital, admin or reviewer
     * @param name empty when tokens say none
     */
    public record Actor(String id, String role, Optional<HospitalId> hospital, String name) {

        @Override
        public String toString() {
            return "Actor[" + id + "]";
        }
    }

    /** Costs nothing when it says what it said before. */
    public void remember(Actor actor) {
        if (actor.equals(written.getIfPresent(actor.id()))) {
            return;
        }
        sql.sql("""
                        insert into actor (id, role, hospital, name, seen_at)
                        values (:id, :role, :hospital, :name, :now)
                        on conflict (id) do update set role = :role, hospital = :hospital, name = :name, seen_at = :now
                        """)
                .param("id", actor.id())
                .param("role", actor.role())
                .param("hospital", actor.hospital().map(HospitalId::value).orElse(null), Types.VARCHAR)
                .param("name", actor.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        written.put(actor.id(), actor);
    }

    /** Names by id, of those who have one. */
    public Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        find(ids).values().stream()
                .filter(actor -> !actor.name().isEmpty())
                .forEach(actor -> names.put(actor.id(), actor.name()));
        return names;
    }

    /** Those who are known. */
    public Map<String, Actor> find(Collection<String> ids) {
        Map<String, Actor> found = new HashMap<>();
        sql.sql("select id, role, hospital, name from actor where id = any(:ids::text[])")
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString(1), new Actor(
                            row.getString(1),
                            row.getString(2),
                            Optional.ofNullable(row.getString(3)).map(HospitalId::new),
                            row.getString(4)));
                });
        return found;
    }
}
