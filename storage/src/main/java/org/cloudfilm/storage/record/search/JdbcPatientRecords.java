package org.cloudfilm.storage.record.search;

import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.index.IndexRecord;

/** Walks the index over a patient's records. Thread safe. */
public final class JdbcPatientRecords implements PatientRecords {

    private final RecordDatabase database;
    private final References references;
    private final LargeContents large;

    public JdbcPatientRecords(DataSource dataSource, IndexRecord index) {
        this.database = new RecordDatabase(dataSource, JdbcRecordSearch.DEFAULT_TIMEOUT);
        this.references = new References(index);
        this.large = new LargeContents(database);
    }

    @Override
    public RecordPage everything(RecordPermit permit, Everything of) {
        ScopeSql scope = new ScopeSql(permit.scope());
        long hash = Key64.of(of.patient().id(), of.types() + " " + of.since());
        Optional<PageToken> page = of.page().map(text -> PageToken.decode(text)
                .filter(token -> token.query() == hash && token.keys().size() == 1)
                .orElseThrow(() -> Bad.query("_page", "not the page token of this operation")));
        List<FoundRow> rows = database.query(
                statement(scope, of, page), false, FoundRow::plain);
        int size = Math.min(of.count(), LargeContents.fitting(rows));
        boolean more = rows.size() > size;
        List<FoundRow> found = more ? rows.subList(0, size) : rows;
        List<StoredRecord> matches = large.complete(found, scope).stream().map(FoundRow::record).toList();
        Optional<String> next = more ? Optional.of(next(hash, found.getLast())) : Optional.empty();
        OptionalLong total = page.isEmpty() && !more ? OptionalLong.of(matches.size()) : OptionalLong.empty();
        return new RecordPage(matches, directory(scope, matches), total, next);
    }

    private static Sql statement(ScopeSql scope, Everything of, Optional<PageToken> page) {
        Sql sql = new Sql().add("select " + SearchSql.COLUMNS + " from record r where r.subject = ? and not r.deleted"
                + " and ", of.patient().key());
        scope.writeAnyType(sql, "r");
        if (!of.types().isEmpty()) {
            sql.add(" and r.type = any(?)", (Object) ScopeSql.numbers(of.types()));
        }
        of.since().ifPresent(since -> sql.add(" and r.updated_at >= ?", since.atOffset(ZoneOffset.UTC)));
        page.ifPresent(token -> sql.add(" and (r.type, r.rid) > (?, ?)", type(token), token.rid()));
        return sql.add(" order by r.type, r.rid limit ?", of.count() + 1);
    }

    private static short type(PageToken token) {
        return ResourceType.find(token.keys().getFirst())
                .orElseThrow(() -> Bad.query("_page", "not the page token of this operation"))
                .number();
    }

    private static String next(long hash, FoundRow last) {
        List<String> key = List.of(last.record().id().type().typeName());
        return new PageToken(hash, Long.MAX_VALUE, key, last.rid()).encode();
    }

    /** Who treated, where: what the page's records refer to and is nobody's own. */
    private List<StoredRecord> directory(ScopeSql scope, List<StoredRecord> records) {
        Set<Long> keys = new HashSet<>();
        records.forEach(record -> keys.addAll(References.targets(references.rows(record), Optional.empty())));
        records.stream().map(StoredRecord::id).map(RecordId::key).forEach(keys::remove);
        if (keys.isEmpty()) {
            return List.of();
        }
        Sql sql = new Sql().add("select " + SearchSql.COLUMNS + " from record r where r.self = any(?)"
                + " and not r.deleted and r.type = any(?) limit ?",
                ValueParser.array(List.copyOf(keys)), ScopeSql.DIRECTORY, Includes.MOST);
        List<FoundRow> found = database.query(sql, false, FoundRow::plain);
        return large.complete(found.subList(0, LargeContents.fitting(found)), scope).stream()
                .map(FoundRow::record)
                .toList();
    }
}
