package org.cloudfilm.storage.record.search;

import java.util.Optional;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.search.RecordQuery.Parts;

/** The statements of one search: a page of its matches, how many there are, or only which. */
final class SearchSql {

    private final SearchPlan plan;
    private final Parts query;

    SearchSql(Scope scope, ResourceType type, Parts query) {
        this.plan = SearchPlan.of(scope, type, query.conditions());
        this.query = query;
    }

    /** As {@link SearchPlan#planEachTime}. */
    boolean planEachTime() {
        return plan.planEachTime();
    }

    /** A page and one row more: {@link FoundRow#COLUMNS}, the keys and, if wanted, the highest record number there is. */
    Sql page(boolean withHighest) {
        Sql sql = new Sql();
        MatchSql matches = new MatchSql(sql, plan);
        SortSql sort = new SortSql(sql, plan, query.order(), query.page());
        String highest = withHighest ? ", (select max(rid) from record) as highest" : "";
        if (numbersAreSorted()) {
            sortedNumbers(sql, matches, sort, highest);
        } else {
            sortedRecords(sql, matches, sort, highest);
        }
        return sql.add(" limit ?", query.count() + 1);
    }

    /** The sort keys lie in the index tables, as the numbers do. */
    private boolean numbersAreSorted() {
        return !plan.sets().isEmpty()
                && plan.subjectKnown()
                && !query.order().isEmpty()
                && query.order().stream().noneMatch(key -> key.ofRecord() || key.ofContent());
    }

    /** Only the records of the page are touched. */
    private static void sortedNumbers(Sql sql, MatchSql matches, SortSql sort, String highest) {
        sql.add("select " + FoundRow.COLUMNS);
        sort.keysOf("b");
        sql.add(highest + " from (select c.rid");
        sort.keys("c");
        sql.add(" from (");
        matches.numbers();
        sql.add(") c");
        sort.joins("c", matches);
        sql.add(" where true");
        sort.behind("c");
        sort.by("c");
        sql.add(" offset 0) b cross join lateral (select * from record r where r.rid = b.rid and ");
        matches.whereNumbered("r");
        sql.add(" offset 0) r");
        sort.byKeysOf("b");
    }

    private static void sortedRecords(Sql sql, MatchSql matches, SortSql sort, String highest) {
        sql.add("select " + FoundRow.COLUMNS);
        sort.keys("r");
        sql.add(highest + " from record r");
        sort.joins("r", matches);
        sql.add(" where ");
        matches.where("r");
        sort.behind("r");
        sort.by("r");
    }

    /**
     * How many matches there are, counted no further than asked; empty when it does not matter. To sort by content is to
     * read that of all matches.
     */
    Optional<Sql> countToSort(int atMost) {
        if (plan.few() || query.order().stream().noneMatch(SortKey::ofContent)) {
            return Optional.empty();
        }
        Sql sql = new Sql().add("select count(*) from (select from record r where ");
        all(sql);
        return Optional.of(sql.add(" limit ?) matches", atMost));
    }

    Sql count() {
        return all(new Sql().add("select count(*) from record r where "));
    }

    /** The matches of all pages: what was written after the first does not count. */
    private Sql all(Sql sql) {
        new MatchSql(sql, plan).where("r");
        query.page().ifPresent(page -> sql.add(" and r.rid <= ?", page.highest()));
        return sql;
    }

    /** The ids of some matches, in no order. */
    Sql ids(int limit) {
        Sql sql = new Sql().add("select r.id from record r where ");
        new MatchSql(sql, plan).where("r");
        return sql.add(" limit ?", limit);
    }

    /** As {@link #ids}, those that the hospital wrote first, and whether it did. */
    Sql idsOwnFirst(String hospital, int limit) {
        Sql sql = new Sql().add("select r.id, r.hospital = ? as own from record r where ", hospital);
        new MatchSql(sql, plan).where("r");
        return sql.add(" order by own desc limit ?", limit);
    }
}
