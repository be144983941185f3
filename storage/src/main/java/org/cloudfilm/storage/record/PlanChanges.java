package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.cloudfilm.storage.record.search.MatchCriteria;

/**
 * Finds out which record each entry of a transaction is about, and locks those that exist. After it, no entry can be
 * refused but for its content.
 */
final class PlanChanges {

    private static final String NOT_ITS_OWN = "this id is not the sender's to write";

    private final Connection db;
    private final RecordTable table;
    private final RecordWriter writer;
    private final MatchCriteria matching;
    private final Predicate<RecordId> reserved;
    private final LogicalIds ids;
    private final RecordLimits limits;
    private final Map<RecordId, Change> touched = new HashMap<>();
    private final Map<Criteria, Change> conditional = new HashMap<>();

    PlanChanges(
            Connection db,
            RecordTable table,
            RecordWriter writer,
            MatchCriteria matching,
            Predicate<RecordId> reserved,
            LogicalIds ids,
            RecordLimits limits) {
        this.db = db;
        this.table = table;
        this.writer = writer;
        this.matching = matching;
        this.reserved = reserved;
        this.ids = ids;
        this.limits = limits;
    }

    /** Before anything else: of all criteria, the conditional references of contents left out. */
    void lockCriteria(List<Change> changes) throws SQLException {
        Set<Criteria> all = new HashSet<>();
        for (Change change : changes) {
            criteria(change).ifPresent(all::add);
        }
        Criteria.lock(db, all);
    }

    /** To be called for the deletes of a transaction first, then, once they are carried out, for the rest. */
    void plan(List<Change> changes) throws SQLException {
        for (Change change : changes) {
            admit(change);
            identify(change);
        }
        Map<RecordId, CurrentRow> rows = table.lock(existing(changes));
        for (Change change : changes) {
            CurrentRow current = change.id() == null ? null : rows.get(change.id());
            if (current != null && change.repeats() == null && !change.matched()) {
                change.foundAs(current);
                requireOwn(change, current);
            }
            requireVersion(change);
        }
    }

    private static List<RecordId> existing(List<Change> changes) {
        List<RecordId> ids = new ArrayList<>();
        for (Change change : changes) {
            if (change.id() != null && !(change.wish() instanceof RecordChange.Create)) {
                ids.add(change.id());
            }
        }
        return ids;
    }

    private static void admit(Change change) {
        if (change.type() == ResourceType.AUDIT_EVENT) {
            throw change.refusal(Kind.FORBIDDEN, "", "audit events are written by this server only");
        }
    }

    private void identify(Change change) {
        switch (change.wish()) {
            case RecordChange.Update update -> touch(change, update.id());
            case RecordChange.Delete delete -> touch(change, delete.id());
            case RecordChange.Create create -> identifyNew(change);
            case RecordChange.UpdateWhere where -> identifyMatch(change);
            case RecordChange.DeleteWhere where -> match(change).ifPresent(id -> touch(change, id));
        }
    }

    private void identifyNew(Change change) {
        Optional<Criteria> criteria = criteria(change);
        if (criteria.isPresent()) {
            Change earlier = conditional.putIfAbsent(criteria.get(), change);
            if (earlier != null) {
                change.repeat(earlier);
                return;
            }
            Optional<RecordId> match = match(change);
            if (match.isPresent()) {
                change.matches(match.get());
                return;
            }
        }
        touch(change, new RecordId(change.type(), ids.next()));
    }

    private void identifyMatch(Change change) {
        if (conditional.putIfAbsent(criteria(change).orElseThrow(), change) != null) {
            throw change.refusal(Kind.INVALID, "", "the same criteria twice in one transaction");
        }
        Optional<String> own = PrepareContent.ownId(PrepareContent.parse(change, limits));
        Optional<RecordId> match = match(change);
        if (match.isPresent() && own.isPresent() && !own.get().equals(match.get().id())) {
            throw change.refusal(Kind.MALFORMED, "id", "the criteria match another record than the one named");
        }
        touch(change, match.orElseGet(() -> new RecordId(
                change.type(), own.filter(RecordId::wellFormed).orElseGet(ids::next))));
    }

    private Optional<RecordId> match(Change change) {
        Criteria criteria = criteria(change).orElseThrow();
        List<RecordId> matches = matching.match(
                writer.hospital(), criteria.type(), criteria.query(), writer.base());
        if (matches.size() > 1) {
            throw change.refusal(Kind.SEVERAL_MATCH, "", "the criteria match several records");
        }
        return matches.stream().findFirst();
    }

    private Optional<Criteria> criteria(Change change) {
        return change.criteria().map(text -> Criteria.of(change.type(), text, writer.base()));
    }

    private void touch(Change change, RecordId id) {
        if (reserved.test(id)) {
            throw change.refusal(Kind.FORBIDDEN, "", NOT_ITS_OWN);
        }
        if (touched.putIfAbsent(id, change) != null) {
            throw change.refusal(Kind.INVALID, "", "the same record twice in one transaction");
        }
        change.isAbout(id);
    }

    /** Says nothing about whose it is, nor what. */
    private void requireOwn(Change change, CurrentRow current) {
        if (!current.hospital().equals(writer.hospital().value())) {
            throw change.refusal(Kind.FORBIDDEN, "", NOT_ITS_OWN);
        }
    }

    private static void requireVersion(Change change) {
        Precondition precondition = switch (change.wish()) {
            case RecordChange.Update update -> update.precondition();
            case RecordChange.UpdateWhere where -> where.precondition();
            case RecordChange.Delete delete -> delete.precondition();
            case RecordChange.DeleteWhere where -> where.precondition();
            case RecordChange.Create create -> Precondition.NONE;
        };
        CurrentRow current = change.current();
        precondition
                .unmet(current == null ? 0 : current.version(), current != null && !current.deleted())
                .ifPresent(why -> {
                    throw change.refusal(Kind.PRECONDITION_FAILED, "", why);
                });
    }
}
