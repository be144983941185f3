package org.cloudfilm.storage.record.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.RecordQuery.Parts;

/** Searches in PostgreSQL. Thread safe; keeps nothing between calls. */
public final class JdbcRecordSearch implements RecordSearch {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Matches of a search that is sorted by content and not known to find few. */
    static final int MOST_SORTED = 5_000;

    private final RecordDatabase database;
    private final Includes includes;
    private final LargeContents large;

    public JdbcRecordSearch(DataSource dataSource, IndexRecord index) {
        this(dataSource, index, DEFAULT_TIMEOUT);
    }

    /**
     * @param index   the same by which the records were indexed
     * @param timeout after which a statement is given up as too costly, in whole seconds
     */
    public JdbcRecordSearch(DataSource dataSource, IndexRecord index, Duration timeout) {
        this.database = new RecordDatabase(dataSource, timeout);
        this.includes = new Includes(database, new References(index));
        this.large = new LargeContents(database);
    }

    @Override
    public RecordPage search(RecordPermit permit, RecordQuery query) {
        if (new ScopeSql(permit.scope()).excludes(query.type())) {
            return new RecordPage(List.of(), List.of(), OptionalLong.of(0), Optional.empty());
        }
        SearchSql sql = new SearchSql(permit.scope(), query.type(), query.parts());
        if (query.countOnly()) {
            return new RecordPage(List.of(), List.of(), OptionalLong.of(count(sql)), Optional.empty());
        }
        ScopeSql scope = new ScopeSql(permit.scope());
        RecordPage page = page(sql, query.parts(), scope);
        List<StoredRecord> included =
                includes.of(scope, query.type(), query.parts(), page.matches());
        return new RecordPage(page.matches(), included, page.total(), page.next());
    }

    private RecordPage page(SearchSql sql, Parts query, ScopeSql scope) {
        requireSortable(sql);
        boolean first = query.page().isEmpty();
        List<FoundRow> rows = database.query(
                sql.page(first),
                sql.planEachTime(),
                row -> FoundRow.page(row, query.order().size(), first));
        int size = Math.min(query.count(), LargeContents.fitting(rows));
        boolean more = rows.size() > size;
        List<FoundRow> page = more ? rows.subList(0, size) : rows;
        List<StoredRecord> matches = large.complete(page, scope).stream().map(FoundRow::record).toList();
        OptionalLong total = OptionalLong.empty();
        if (first && !more) {
            total = OptionalLong.of(matches.size());
        } else if (query.total() == RecordQuery.Total.ACCURATE) {
            total = OptionalLong.of(count(sql));
        }
        Optional<String> next = more ? Optional.of(next(query, page.getLast())) : Optional.empty();
        return new RecordPage(matches, List.of(), total, next);
    }

    private void requireSortable(SearchSql sql) {
        Optional<Sql> count = sql.countToSort(MOST_SORTED + 1);
        if (count.isPresent()
                && database.query(count.get(), sql.planEachTime(), row -> row.getLong(1)).getFirst() > MOST_SORTED) {
            throw Bad.costly("_sort", "by codes, identifiers or references at most " + MOST_SORTED
                    + " matches are sorted: narrow the search");
        }
    }

    private static String next(Parts query, FoundRow last) {
        long highest = query.page().map(PageToken::highest).orElse(last.highest());
        return new PageToken(query.hash(), highest, last.keys(), last.rid()).encode();
    }

    private long count(SearchSql sql) {
        return database.query(sql.count(), sql.planEachTime(), row -> row.getLong(1)).getFirst();
    }
}
