package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.index.IndexRows;
import org.cloudfilm.storage.record.json.JsonDocument;

/**
 * Whose Binaries are: a Binary is about the patient its securityContext leads to; if it has none, about the one whose
 * documents, reports and media of the same hospital have it as their content. If those are of several, or of nobody, it
 * is nobody's. Found out anew whenever a Binary or what names it changes, at the end of the same transaction.
 */
final class BinarySubjects {

    private final Connection db;
    private final String hospital;
    private final IndexRecord indexing;
    private final Set<Long> touched = new HashSet<>();

    BinarySubjects(Connection db, String hospital, IndexRecord indexing) {
        this.db = db;
        this.hospital = hospital;
        this.indexing = indexing;
    }

    /** A version of a record that came or went. */
    void touch(RecordId id, IndexRows rows) {
        if (id.type() == ResourceType.BINARY) {
            touched.add(id.key());
            return;
        }
        for (IndexRows.Reference reference : rows.references()) {
            if (reference.param() == IndexRows.ATTACHED) {
                touched.add(reference.target());
            }
        }
    }

    /** After all rows of the transaction are written. */
    void settle() throws SQLException {
        if (touched.isEmpty()) {
            return;
        }
        lock();
        Map<Long, Long> attached = attached();
        Map<Long, Long> subjects = new HashMap<>();
        try (PreparedStatement select = db.prepareStatement("""
                select rid, self, id, content from record
                where self = any(?) and type = ? and hospital = ? and not deleted
                """)) {
            select.setObject(1, keys());
            select.setInt(2, ResourceType.BINARY.number());
            select.setString(3, hospital);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                RecordId id = new RecordId(ResourceType.BINARY, row.getString(3));
                long subject = subject(id, row.getBytes(4), attached.getOrDefault(row.getLong(2), 0L));
                subjects.put(row.getLong(1), subject);
            }
        }
        write(subjects);
    }

    private long[] keys() {
        return touched.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** Who writes a Binary and who names it at the same time see each other, whoever is second. */
    private void lock() throws SQLException {
        try (PreparedStatement lock =
                db.prepareStatement("select pg_advisory_xact_lock(k) from unnest(?::bigint[]) k")) {
            lock.setObject(1, keys());
            lock.executeQuery();
        }
    }

    /** The patient of all that names a Binary, by the Binary's key; 0 when they are not of one. */
    private Map<Long, Long> attached() throws SQLException {
        try (PreparedStatement select = db.prepareStatement("""
                select t.target, case when min(d.subject) = max(d.subject) then min(d.subject) else 0 end
                from record_reference t join record d on d.rid = t.rid
                where t.param = ? and t.target = any(?) and d.hospital = ? and not d.deleted
                group by t.target
                """)) {
            select.setInt(1, IndexRows.ATTACHED);
            select.setObject(2, keys());
            select.setString(3, hospital);
            ResultSet row = select.executeQuery();
            Map<Long, Long> found = new HashMap<>();
            while (row.next()) {
                found.put(row.getLong(1), row.getLong(2));
            }
            return found;
        }
    }

    private long subject(RecordId id, byte[] content, long attached) throws SQLException {
        JsonDocument binary = JsonDocument.ofStored(content);
        int context = binary.find(binary.root(), "securityContext");
        if (context < 0) {
            return attached;
        }
        long patient = indexing.extract(binary, id.type(), id, reference -> reference).subject();
        int reference = binary.find(context, "reference");
        if (patient != 0 || reference < 0) {
            return patient;
        }
        return RecordId.parse(binary.string(reference)).isPresent()
                ? subjectOf(RecordId.parse(binary.string(reference)).get())
                : 0;
    }

    private long subjectOf(RecordId context) throws SQLException {
        try (PreparedStatement select = db.prepareStatement(
                "select subject from record where self = ? and hospital = ? and not deleted")) {
            select.setLong(1, context.key());
            select.setString(2, hospital);
            ResultSet row = select.executeQuery();
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void write(Map<Long, Long> subjects) throws SQLException {
        try (PreparedStatement update = db.prepareStatement("""
                update record r set subject = u.subject from unnest(?::bigint[], ?::bigint[]) u (rid, subject)
                where r.rid = u.rid and r.subject <> u.subject
                """)) {
            update.setObject(1, subjects.keySet().stream().mapToLong(Long::longValue).toArray());
            update.setObject(2, subjects.values().stream().mapToLong(Long::longValue).toArray());
            update.executeUpdate();
        }
    }
}
