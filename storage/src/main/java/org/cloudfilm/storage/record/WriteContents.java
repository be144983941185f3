package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.index.IndexRows;
import org.cloudfilm.storage.record.index.ReferenceResolver;
import org.cloudfilm.storage.record.json.JsonDocument;

/** Writes contents, their index rows and their patients, a batch at a time so that memory stays bounded. */
final class WriteContents {

    private static final int BATCH_ENTRIES = 1000;
    private static final int BATCH_BYTES = 8 << 20;

    private final Connection db;
    private final RecordTable table;
    private final IndexTables indexes;
    private final IndexRecord indexing;
    private final RowNumbers numbers;
    private final PrepareContent prepare;
    private final PatientRows patients;
    private final BinarySubjects binaries;
    private final String hospital;
    private final Instant now;

    WriteContents(
            Connection db,
            RecordTable table,
            IndexTables indexes,
            IndexRecord indexing,
            RowNumbers numbers,
            PrepareContent prepare,
            PatientRows patients,
            BinarySubjects binaries,
            String hospital,
            Instant now) {
        this.db = db;
        this.table = table;
        this.indexes = indexes;
        this.indexing = indexing;
        this.numbers = numbers;
        this.prepare = prepare;
        this.patients = patients;
        this.binaries = binaries;
        this.hospital = hospital;
        this.now = now;
    }

    private record Ready(Change change, PreparedContent content) {}

    /** Creates and updates, in this order. What refers to others of them by criteria comes after these. */
    void write(List<Change> changes) throws SQLException {
        List<Change> deferred = new ArrayList<>();
        writeAll(changes, deferred);
        writeAll(deferred, null);
    }

    private void writeAll(List<Change> changes, List<Change> deferred) throws SQLException {
        List<Ready> batch = new ArrayList<>();
        long bytes = 0;
        for (Change change : changes) {
            Optional<PreparedContent> content = prepare.prepare(change, deferred == null);
            if (content.isEmpty()) {
                deferred.add(change);
                continue;
            }
            batch.add(new Ready(change, content.get()));
            bytes += change.content().length();
            if (batch.size() == BATCH_ENTRIES || bytes > BATCH_BYTES) {
                writeBatch(batch);
                batch.clear();
                bytes = 0;
            }
        }
        writeBatch(batch);
    }

    private void writeBatch(List<Ready> batch) throws SQLException {
        prepare.refuse();
        Map<Long, StoredRecord> before = table.read(batch.stream()
                .filter(ready -> ready.change().current() != null)
                .map(ready -> ready.change().current().rid())
                .toList());
        long[] rids = numbers.take(db, batch.size() - before.size());
        List<RecordTable.Row> updates = new ArrayList<>();
        int created = 0;
        for (Ready ready : batch) {
            if (ready.change().current() == null) {
                create(ready, rids[created++]);
            } else {
                update(ready, before.get(ready.change().current().rid())).ifPresent(updates::add);
            }
        }
        table.flush();
        table.update(updates);
        indexes.flush();
        patients.flush();
    }

    private void create(Ready ready, long rid) {
        Change change = ready.change();
        requireId(ready);
        PreparedContent.Rendered rendered = ready.content().render(change.id(), 1, written(now));
        StoredRecord record =
                new StoredRecord(change.id(), 1, now, false, rendered.content(), rendered.cuts());
        IndexRows rows = rows(ready);
        table.insert(
                new RecordTable.Row(rid, record, hospital, rows.subject(), rows.present(), labels(ready)),
                change.givenId());
        indexes.add(rows, rid);
        binaries.touch(change.id(), rows);
        patients.add(change, rid, ready.content().document());
        change.became(new ChangeOutcome.Created(record), rows.subject());
    }

    private Optional<RecordTable.Row> update(Ready ready, StoredRecord before) {
        Change change = ready.change();
        requireId(ready);
        CurrentRow current = change.current();
        if (!before.deleted() && same(ready, before)) {
            change.became(new ChangeOutcome.Unchanged(before), current.subject());
            return Optional.empty();
        }
        Instant at = RecordTable.later(now, current);
        PreparedContent.Rendered rendered = ready.content().render(change.id(), current.version() + 1, written(at));
        StoredRecord record = new StoredRecord(
                change.id(), current.version() + 1, at, false, rendered.content(), rendered.cuts());
        IndexRows rows = rows(ready);
        if (before.deleted()) {
            indexes.add(rows, current.rid());
        } else {
            IndexRows former = rowsOf(before, indexing);
            indexes.replace(former, rows, current.rid());
            binaries.touch(change.id(), former);
        }
        binaries.touch(change.id(), rows);
        patients.add(change, current.rid(), ready.content().document());
        change.became(
                before.deleted() ? new ChangeOutcome.Created(record) : new ChangeOutcome.Updated(record),
                rows.subject());
        return Optional.of(new RecordTable.Row(
                current.rid(), record, hospital, rows.subject(), rows.present(), labels(ready)));
    }

    private static boolean same(Ready ready, StoredRecord before) {
        PreparedContent.Rendered again =
                ready.content().render(before.id(), before.version(), written(before.lastUpdated()));
        return Arrays.equals(again.content(), before.content()) && again.cuts().equals(before.cuts());
    }

    /** Section 3.1.0.4: the id in the resource is the id in the URL. What a create calls itself does not matter. */
    private static void requireId(Ready ready) {
        Change change = ready.change();
        if (change.wish() instanceof RecordChange.Create) {
            return;
        }
        Optional<String> own = PrepareContent.ownId(ready.content().document());
        boolean missing = own.isEmpty() && change.wish() instanceof RecordChange.Update update && update.named();
        if (missing || own.isPresent() && !own.get().equals(change.id().id())) {
            throw change.refusal(Kind.MALFORMED, change.type().typeName() + ".id", "not the id of the record to update");
        }
    }

    private static int labels(Ready ready) {
        return SensitiveLabel.bits(ready.content().document());
    }

    private IndexRows rows(Ready ready) {
        return indexing.extract(
                ready.content().document(), ready.change().type(), ready.change().id(), prepare::stored);
    }

    /** The index rows a stored record has. */
    static IndexRows rowsOf(StoredRecord record, IndexRecord indexing) {
        return rowsOf(record, JsonDocument.ofStored(record.content()), indexing);
    }

    static IndexRows rowsOf(StoredRecord record, JsonDocument content, IndexRecord indexing) {
        return indexing.extract(content, record.id().type(), record.id(), ReferenceResolver.AS_WRITTEN);
    }

    private static String written(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }
}
