package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.index.IndexRows;
import org.cloudfilm.storage.visit.VisitRows;

/** The steps of one write, inside its database transaction. Used once, by one thread. */
final class WriteTransaction {

    private static final int DELETES_AT_ONCE = 500;

    private final Connection db;
    private final RecordWriter writer;
    private final RecordHooks hooks;
    private final RecordLimits limits;
    private final CutAttachments attachments;
    private final IndexRecord indexing;
    private final RowNumbers numbers;
    private final Instant now;
    private final RecordTable table;
    private final IndexTables indexes;
    private final PlanChanges plan;
    private final BinarySubjects binaries;

    WriteTransaction(
            Connection db,
            RecordWriter writer,
            RecordHooks hooks,
            RecordLimits limits,
            CutAttachments attachments,
            IndexRecord indexing,
            RowNumbers numbers,
            LogicalIds ids,
            Instant now) {
        this.db = db;
        this.writer = writer;
        this.hooks = hooks;
        this.limits = limits;
        this.attachments = attachments;
        this.indexing = indexing;
        this.numbers = numbers;
        this.now = now;
        this.table = new RecordTable(db);
        this.indexes = new IndexTables(db);
        this.binaries = new BinarySubjects(db, writer.hospital().value(), indexing);
        this.plan = new PlanChanges(db, table, writer, hooks.matching(), hooks.reserved(), ids, limits);
    }

    List<ChangeOutcome> run(List<RecordStore.Entry> entries) throws SQLException {
        List<Change> changes = admit(entries, limits);
        plan.lockCriteria(changes);
        List<Change> deletes = changes.stream().filter(Change::deletes).toList();
        plan.plan(deletes);
        delete(deletes);
        plan.plan(changes.stream().filter(change -> !change.deletes()).toList());
        FullUrls fullUrls = FullUrls.of(changes);
        new WriteContents(db, table, indexes, indexing, numbers,
                        new PrepareContent(limits, writer, fullUrls,
                                new ConditionalReferences(hooks.matching(), writer), attachments),
                        new PatientRows(db, hooks.people(), writer.hospital()), binaries,
                        writer.hospital().value(), now)
                .write(inOrder(changes));
        binaries.settle();
        leave(changes);
        visits(changes);
        tell(changes);
        return changes.stream().map(Change::outcome).toList();
    }

    private static List<Change> admit(List<RecordStore.Entry> entries, RecordLimits limits) {
        if (entries.size() > limits.entries()) {
            throw RecordRefusal.of(Kind.TOO_COSTLY, "", "more than " + limits.entries() + " entries");
        }
        List<Change> changes = new ArrayList<>(entries.size());
        boolean single = entries.size() == 1 && entries.getFirst().fullUrl().isEmpty();
        long bytes = 0;
        for (RecordStore.Entry entry : entries) {
            Change change = new Change(changes.size(), single, entry);
            int length = change.content() == null ? 0 : change.content().length();
            bytes += length;
            if (length > limits.resourceBytes()) {
                throw change.refusal(Kind.TOO_COSTLY, "", "larger than " + limits.resourceBytes() + " bytes");
            }
            changes.add(change);
        }
        if (bytes > limits.transactionBytes()) {
            throw RecordRefusal.of(
                    Kind.TOO_COSTLY, "", "contents are larger than " + limits.transactionBytes() + " bytes");
        }
        return changes;
    }

    /**
     * Creates as they came, then updates in the order of their keys: two transactions that both bring the same new
     * records meet at the first of them.
     */
    private static List<Change> inOrder(List<Change> changes) {
        List<Change> creates = new ArrayList<>();
        List<Change> updates = new ArrayList<>();
        for (Change change : changes) {
            if (change.wish() instanceof RecordChange.Create) {
                if (!change.matched() && change.repeats() == null) {
                    creates.add(change);
                }
            } else if (!change.deletes()) {
                updates.add(change);
            }
        }
        updates.sort(Comparator.comparingLong(change -> change.id().key()));
        creates.addAll(updates);
        return creates;
    }

    private void delete(List<Change> deletes) throws SQLException {
        for (int from = 0; from < deletes.size(); from += DELETES_AT_ONCE) {
            List<Change> some = deletes.subList(from, Math.min(from + DELETES_AT_ONCE, deletes.size()));
            Map<Long, StoredRecord> before = table.read(some.stream()
                    .filter(change -> change.current() != null && !change.current().deleted())
                    .map(change -> change.current().rid())
                    .toList());
            List<RecordTable.Row> rows = new ArrayList<>();
            for (Change change : some) {
                CurrentRow current = change.current();
                if (current == null || current.deleted()) {
                    change.became(new ChangeOutcome.Deleted(change.id(), 0, now), 0);
                    continue;
                }
                Instant at = RecordTable.later(now, current);
                int version = current.version() + 1;
                IndexRows former = WriteContents.rowsOf(before.get(current.rid()), indexing);
                indexes.remove(former, current.rid());
                binaries.touch(current.id(), former);
                rows.add(new RecordTable.Row(current.rid(),
                        new StoredRecord(current.id(), version, at, true, null, AttachmentCuts.NONE),
                        current.hospital(), current.subject(), null, current.labels()));
                change.became(new ChangeOutcome.Deleted(current.id(), version, at), current.subject());
            }
            table.update(rows);
            indexes.flush();
        }
    }

    /** Conditional creates that left what is there as it is. */
    private void leave(List<Change> changes) throws SQLException {
        for (Change change : changes) {
            if (change.repeats() != null) {
                ChangeOutcome earlier = change.repeats().outcome();
                StoredRecord record = switch (earlier) {
                    case null -> table.read(change.id()).orElseThrow();
                    case ChangeOutcome.Created created -> created.record();
                    case ChangeOutcome.Unchanged unchanged -> unchanged.record();
                    case ChangeOutcome.Updated updated -> updated.record();
                    case ChangeOutcome.Deleted deleted -> throw new IllegalStateException("a create that deleted");
                };
                change.became(new ChangeOutcome.Unchanged(record), 0);
            } else if (change.matched()) {
                change.became(new ChangeOutcome.Unchanged(table.read(change.id()).orElseThrow()), 0);
            }
        }
    }

    /** Encounters are visits from this very transaction on. */
    private void visits(List<Change> changes) throws SQLException {
        List<VisitRows.Encounter> encounters = new ArrayList<>();
        for (Change change : changes) {
            if (change.type() == ResourceType.ENCOUNTER) {
                switch (change.outcome()) {
                    case ChangeOutcome.Created(StoredRecord record) -> encounters.add(encounter(change, record));
                    case ChangeOutcome.Updated(StoredRecord record) -> encounters.add(encounter(change, record));
                    case ChangeOutcome.Deleted deleted when deleted.version() > 0 -> encounters.add(new VisitRows.Encounter(
                            change.id(), writer.hospital(), change.subject(), null, deleted.at()));
                    case ChangeOutcome.Deleted deleted -> {}
                    case ChangeOutcome.Unchanged unchanged -> {}
                }
            }
        }
        new VisitRows(db).changed(encounters);
    }

    private VisitRows.Encounter encounter(Change change, StoredRecord record) {
        return new VisitRows.Encounter(
                change.id(), writer.hospital(), change.subject(), record.content(), record.lastUpdated());
    }

    private void tell(List<Change> changes) {
        List<ChangeListener.ChangedRecord> told = new ArrayList<>();
        for (Change change : changes) {
            int version = switch (change.outcome()) {
                case ChangeOutcome.Created created -> created.record().version();
                case ChangeOutcome.Updated updated -> updated.record().version();
                case ChangeOutcome.Deleted deleted -> deleted.version();
                case ChangeOutcome.Unchanged unchanged -> 0;
            };
            if (version > 0) {
                told.add(new ChangeListener.ChangedRecord(
                        change.id(), version, writer.hospital(), change.subject(), change.deletes()));
            }
        }
        if (!told.isEmpty()) {
            hooks.listener().changed(told);
        }
    }
}
