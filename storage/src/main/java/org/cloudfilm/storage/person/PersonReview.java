package org.cloudfilm.storage.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.NarrowingTransactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What a reviewer of identities sees and decides. Every look at a pair and every decision is in the audit trail before
 * it takes effect; who merged or parted persons is answered when every process knows. A reviewer's own words stay with
 * the decision: the trail is read by people who may see no patient.
 */
public final class PersonReview {

    /** The actor of merges that a strong number brought about. */
    public static final String SYSTEM = "system";

    private static final String REVIEW = "identity review";

    private final TransactionOperations transactions;
    private final JdbcClient sql;
    private final MoveIdentities moves;
    private final Faces faces;
    private final MergeHistory history;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Consumer<List<PersonId>> moved;

    public PersonReview(DataSource dataSource, AuditTrail audit, InstantSource clock) {
        this(dataSource, audit, clock, persons -> {});
    }

    /** @param moved told of merged and parted persons inside the transaction, so that it takes effect with the decision */
    public PersonReview(
            DataSource dataSource, AuditTrail audit, InstantSource clock, Consumer<List<PersonId>> moved) {
        this.transactions = new NarrowingTransactions(dataSource);
        this.sql = JdbcClient.create(dataSource);
        this.moves = new MoveIdentities(dataSource, clock);
        this.faces = new Faces(dataSource);
        this.history = new MergeHistory(dataSource);
        this.audit = audit;
        this.clock = clock;
        this.moved = moved;
    }

    /** Two persons that may be one. */
    public record Pair(
            long id, PersonId first, PersonId second, int score, Set<MatchReason> reasons, String state,
            OffsetDateTime foundAt, String decidedBy, String remark) {}

    /** A pair in the list, with what is known of both. */
    public record Listed(Pair pair, List<Face> first, List<Face> second) {}

    /** @param count of all open pairs */
    public record Page(long count, List<Listed> pairs) {}

    /** One person of a pair, looked at. */
    public record Subject(PersonId person, List<Face> faces, List<PatientNumber> numbers) {}

    /** @param count of all merges, undone ones too */
    public record MergePage(long count, List<Merge> merges) {}

    /**
     * @param undoneBy   null while it stands, as {@code undoReason}
     * @param kept       identities of the survivor at that time
     * @param moved      identities of the merged
     */
    public record Merge(
            long id, OffsetDateTime at, String actor, PersonId survivor, PersonId merged, String reason,
            Optional<OffsetDateTime> undoneAt, String undoneBy, String undoReason, List<Face> kept, List<Face> moved) {}

    /** Pairs nobody has decided about, the most alike first. */
    List<Pair> open(int limit, int offset) {
        return sql.sql("""
                        select * from person_candidate where state = 'open'
                        order by score desc, id limit :limit offset :offset
                        """)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> pair(row))
                .list();
    }

    long countOpen() {
        return sql.sql("select count(*) from person_candidate where state = 'open'").query(Long.class).single();
    }

    public Optional<Pair> find(long pair) {
        return sql.sql("select * from person_candidate where id = :id")
                .param("id", pair)
                .query((row, n) -> pair(row))
                .optional();
    }

    /** A page of open pairs, the most alike first; written down as seen by the actor. */
    public Page page(String actor, int limit, int offset) {
        audit(actor, "list-alike-persons", null, "granted", REVIEW);
        List<Pair> pairs = open(limit, offset);
        Map<PersonId, List<Face>> known = faces.ofPersons(
                        pairs.stream().flatMap(pair -> Stream.of(pair.first, pair.second)).distinct().toList())
                .stream()
                .collect(Collectors.groupingBy(Face::person));
        return new Page(countOpen(), pairs.stream()
                .map(pair -> new Listed(
                        pair,
                        known.getOrDefault(pair.first, List.of()),
                        known.getOrDefault(pair.second, List.of())))
                .toList());
    }

    /**
     * Both persons of a pair, for comparing them; written down as a look by the actor.
     *
     * @param revealed whether the actor is shown the numbers in full, which is written down as such
     */
    public List<Subject> look(Pair pair, String actor, boolean revealed) {
        audit(actor, revealed ? "reveal-persons" : "look-at-persons", pair.first + " " + pair.second, "granted", REVIEW);
        return Stream.of(pair.first, pair.second)
                .map(person -> new Subject(person, faces.ofPersons(List.of(person)), faces.numbersOf(person)))
                .toList();
    }

    /**
     * The two are one: the person with a strong number survives, or else the one known for longer.
     *
     * @return false when somebody decided before
     */
    public boolean merge(long pair, String actor, String reason) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            Pair open = lockOpen(pair).orElse(null);
            if (open == null) {
                return false;
            }
            PersonId survivor = survivor(open);
            PersonId merged = survivor.equals(open.first) ? open.second : open.first;
            audit(actor, "merge-persons", merged + " into " + survivor, "done", REVIEW);
            moves.merge(merged, survivor, "review", actor, reason);
            moved.accept(List.of(survivor, merged));
            return true;
        }));
    }

    /** The two are two, and are not proposed again. */
    public boolean separate(long pair, String actor, String reason) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            Pair open = lockOpen(pair).orElse(null);
            if (open == null) {
                return false;
            }
            audit(actor, "separate-persons", open.first + " " + open.second, "done", REVIEW);
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

    /** A page of merges, the newest first; written down as seen by the actor. */
    public MergePage mergePage(String actor, int limit, int offset) {
        audit(actor, "list-merges", null, "granted", REVIEW);
        return new MergePage(history.count(), merges(limit, offset));
    }

    /** Merges that stand or were undone, the newest first. */
    List<Merge> merges(int limit, int offset) {
        return history.merges(limit, offset);
    }

    public boolean knowsMerge(long merge) {
        return history.exists(merge);
    }

    /** Takes a merge back; the two are then known to be two. False when there is no such merge or it was undone. */
    public boolean undo(long merge, String actor, String reason) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean undone = moves.undo(merge, actor, reason);
            if (undone) {
                moved.accept(history.persons(merge));
                audit(actor, "unmerge-persons", "merge " + merge, "done", REVIEW);
            }
            return undone;
        }));
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
