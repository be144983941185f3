package org.cloudfilm.storage.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a reviewer of identities sees and decides. Every look at a pair and every decision is in the audit trail before
 * it takes effect.
 */
public final class PersonReview {

    private final TransactionTemplate transactions;
    private final JdbcClient sql;
    private final MoveIdentities moves;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Runnable permitsVoid;

    /** @param permitsVoid told after persons have changed: permits given before it name the wrong ones */
    public PersonReview(DataSource dataSource, AuditTrail audit, InstantSource clock, Runnable permitsVoid) {
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.sql = JdbcClient.create(dataSource);
        this.moves = new MoveIdentities(dataSource, clock);
        this.audit = audit;
        this.clock = clock;
        this.permitsVoid = permitsVoid;
    }

    /** Two persons that may be one. */
    public record Pair(
            long id, PersonId first, PersonId second, int score, Set<MatchReason> reasons, String state,
            OffsetDateTime foundAt, String decidedBy, String remark) {}

    /** One identity as a reviewer compares it. */
    public record Face(
            long identity, PersonId person, String hospital, PatientNumber number, List<String> names,
            Optional<LocalDate> birthDate, String sex, String phone, boolean multipleBirth, String linkedBy,
            OffsetDateTime seenAt) {}

    public record Merge(
            long id, OffsetDateTime at, String actor, PersonId survivor, PersonId merged, String reason,
            Optional<OffsetDateTime> undoneAt) {}

    /** Pairs nobody has decided about, the most alike first. */
    public List<Pair> open(int limit, int offset) {
        return sql.sql("""
                        select * from person_candidate where state = 'open'
                        order by score desc, id limit :limit offset :offset
                        """)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> pair(row))
                .list();
    }

    public long countOpen() {
        return sql.sql("select count(*) from person_candidate where state = 'open'").query(Long.class).single();
    }

    public Optional<Pair> find(long pair) {
        return sql.sql("select * from person_candidate where id = :id")
                .param("id", pair)
                .query((row, n) -> pair(row))
                .optional();
    }

    /** The identities of both persons of a pair, for comparing them; written down as a look by the actor. */
    public List<Face> look(Pair pair, String actor) {
        audit(actor, "look-at-persons", pair.first + " " + pair.second, "granted", "identity review");
        return faces(List.of(pair.first, pair.second));
    }

    private List<Face> faces(List<PersonId> persons) {
        return sql.sql("""
                        select i.*, array(select name_key from identity_name where identity = i.id order by 1) as names
                        from identity i where i.person_id = any(:persons::uuid[]) order by i.person_id, i.id limit 200
                        """)
                .param("persons", persons.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, n) -> face(row))
                .list();
    }

    /**
     * The two are one: the person with a strong number survives, or else the one known for longer.
     *
     * @return false when somebody decided before
     */
    public boolean merge(long pair, String actor, String reason) {
        boolean done = Boolean.TRUE.equals(transactions.execute(status -> {
            Pair open = lockOpen(pair).orElse(null);
            if (open == null) {
                return false;
            }
            PersonId survivor = survivor(open);
            PersonId merged = survivor.equals(open.first) ? open.second : open.first;
            audit(actor, "merge-persons", merged + " into " + survivor, "done", reason);
            moves.merge(merged, survivor, "review", actor, reason);
            return true;
        }));
        if (done) {
            permitsVoid.run();
        }
        return done;
    }

    /** The two are two, and are not proposed again. */
    public boolean separate(long pair, String actor, String reason) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            Pair open = lockOpen(pair).orElse(null);
            if (open == null) {
                return false;
            }
            audit(actor, "separate-persons", open.first + " " + open.second, "done", reason);
            sql.sql("""
                            update person_candidate
                            set state = 'separate', decided_at = :at, decided_by = :actor, remark = :reason
                            where id = :id
                            """)
                    .param("at", now())
                    .param("actor", actor)
                    .param("reason", reason)
                    .param("id", pair)
                    .update();
            return true;
        }));
    }

    /** Merges that stand or were undone, the newest first. */
    public List<Merge> merges(int limit, int offset) {
        return sql.sql("select * from person_merge order by id desc limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> new Merge(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class),
                        row.getString("actor"),
                        person(row, "survivor"),
                        person(row, "merged"),
                        row.getString("reason"),
                        Optional.ofNullable(row.getObject("undone_at", OffsetDateTime.class))))
                .list();
    }

    /** Takes a merge back; the two are then known to be two. False when there is no such merge or it was undone. */
    public boolean undo(long merge, String actor, String reason) {
        boolean done = Boolean.TRUE.equals(transactions.execute(status -> {
            audit(actor, "unmerge-persons", "merge " + merge, "done", reason);
            return moves.undo(merge, actor, reason);
        }));
        if (done) {
            permitsVoid.run();
        }
        return done;
    }

    private Optional<Pair> lockOpen(long pair) {
        return sql.sql("select * from person_candidate where id = :id and state = 'open' for update")
                .param("id", pair)
                .query((row, n) -> pair(row))
                .optional();
    }

    private PersonId survivor(Pair pair) {
        return new PersonId(sql.sql("""
                        select id from person p where id in (:first, :second)
                        order by exists (select from person_identifier where person_id = p.id) desc, created_at, id limit 1
                        """)
                .param("first", pair.first.value())
                .param("second", pair.second.value())
                .query(UUID.class)
                .single());
    }

    private static Pair pair(ResultSet row) throws SQLException {
        return new Pair(
                row.getLong("id"),
                person(row, "first"),
                person(row, "second"),
                row.getInt("score"),
                Stream.of((String[]) row.getArray("reasons").getArray())
                        .map(MatchReason::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getString("state"),
                row.getObject("found_at", OffsetDateTime.class),
                row.getString("decided_by"),
                row.getString("remark"));
    }

    private static Face face(ResultSet row) throws SQLException {
        return new Face(
                row.getLong("id"),
                person(row, "person_id"),
                row.getString("hospital"),
                new PatientNumber(row.getString("system"), row.getString("value")),
                List.of((String[]) row.getArray("names").getArray()),
                Optional.ofNullable(row.getObject("birth_date", LocalDate.class)),
                row.getString("sex"),
                row.getString("phone"),
                row.getBoolean("multiple_birth"),
                row.getString("linked_by"),
                row.getObject("seen_at", OffsetDateTime.class));
    }

    private static PersonId person(ResultSet row, String column) throws SQLException {
        return new PersonId(row.getObject(column, UUID.class));
    }

    private void audit(String actor, String action, String object, String outcome, String reason) {
        audit.append(new AuditEntry(
                clock.instant(), actor, null, action, object, "HSYSADMIN", outcome, reason));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
