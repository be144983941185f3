package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.search.RecordQuery.Parts;

/**
 * One search as one statement, in one of two shapes. Where the patient is known, or a code that few records have, the
 * index tables give a small set of record numbers first, by a plan that is the same for all values and so can be kept.
 * Everything else is left to PostgreSQL's planner and its statistics, and planned each time.
 */
final class SearchSql {

    /**
     * Columns of every row that {@link FoundRow} reads; what is large is fetched by {@link LargeContents}, so that the
     * longest page takes 16 MB at most before it is known how much of it is shown.
     */
    static final String COLUMNS = "r.rid, r.type, r.id, r.version, r.updated_at, r.cuts, octet_length(r.content),"
            + " case when octet_length(r.content) <= 16384 then r.content end";

    private final ResourceType type;
    private final Parts query;
    private final ScopeSql scope;
    private final List<Condition> rest = new ArrayList<>();
    private final List<Condition.Rows> sets = new ArrayList<>();
    /** which patients' records: SubjectIn, or a chain that leads to few of them */
    private Condition subject;
    private boolean few;
    private Sql sql;
    private ConditionSql conditions;

    SearchSql(Scope scope, ResourceType type, Parts query) {
        this.type = type;
        this.query = query;
        this.scope = new ScopeSql(scope);
        divide();
    }

    /** The plan depends on the values: statistics must be asked each time. */
    boolean planEachTime() {
        return !few || !rest.stream().allMatch(SearchSql::alwaysTheSame);
    }

    /** A condition that is checked on each of a few records, by the same way for all values. */
    private static boolean alwaysTheSame(Condition condition) {
        return switch (condition) {
            case Condition.Never c -> true;
            case Condition.SelfIn c -> true;
            case Condition.SubjectIn c -> true;
            case Condition.Updated c -> true;
            case Condition.Present c -> true;
            case Condition.Rows c -> c.test().table().bySubject();
            case Condition.Not c -> alwaysTheSame(c.condition());
            case Condition.Any c -> false;
            case Condition.All c -> c.conditions().stream().allMatch(SearchSql::alwaysTheSame);
            case Condition.Chain c -> false;
            case Condition.Referrer c -> false;
        };
    }

    /** A page and one row more. */
    Sql page(boolean withHighest) {
        begin();
        boolean setFirst = !sets.isEmpty()
                && subjectKnown()
                && !query.order().isEmpty()
                && query.order().stream().noneMatch(key -> key.ofRecord() || key.ofContent());
        if (setFirst) {
            sortedSet(withHighest);
        } else {
            records(withHighest);
        }
        return sql.add(" limit ?", query.count() + 1);
    }

    /**
     * How many matches there are, counted no further than asked; empty when it does not matter. To sort by content is to
     * read that of all matches.
     */
    Optional<Sql> countToSort(int atMost) {
        if (few || query.order().stream().noneMatch(SortKey::ofContent)) {
            return Optional.empty();
        }
        begin();
        sql.add("select count(*) from (select from record r where ");
        where("r");
        query.page().ifPresent(page -> sql.add(" and r.rid <= ?", page.highest()));
        return Optional.of(sql.add(" limit ?) matches", atMost));
    }

    Sql count() {
        begin();
        sql.add("select count(*) from record r where ");
        where("r");
        query.page().ifPresent(page -> sql.add(" and r.rid <= ?", page.highest()));
        return sql;
    }

    /** The ids of some matches, in no order. */
    Sql ids(int limit) {
        begin();
        sql.add("select r.id from record r where ");
        where("r");
        return sql.add(" limit ?", limit);
    }

    /** As {@link #ids}, those that the hospital wrote first, and whether it did. */
    Sql idsOwnFirst(String hospital, int limit) {
        begin();
        sql.add("select r.id, r.hospital = ? as own from record r where ", hospital);
        where("r");
        return sql.add(" order by own desc limit ?", limit);
    }

    private void begin() {
        sql = new Sql();
        conditions = new ConditionSql(sql, scope);
    }

    private void divide() {
        for (Condition condition : query.conditions()) {
            if (subject == null && !type.directory() && fewSubjects(condition)) {
                subject = condition;
            } else {
                rest.add(condition);
            }
        }
        boolean byRecord = rest.stream().anyMatch(Condition.SelfIn.class::isInstance);
        few = subjectKnown() || byRecord;
        if (byRecord) {
            return;
        }
        for (Condition condition : List.copyOf(rest)) {
            if (condition instanceof Condition.Rows rows
                    && (subjectKnown() ? rows.test().table().bySubject() : rows.selective())) {
                sets.add(rows);
                rest.remove(rows);
                few = true;
            }
        }
    }

    /** Of the sets, that of a code is the least; all else is found from it row by row. */
    private static int expected(Condition.Rows rows) {
        return rows.selective() ? 0 : rows.test().table() == RowTest.Table.TOKEN ? rows.rank() : 9;
    }

    private static boolean fewSubjects(Condition condition) {
        return condition instanceof Condition.SubjectIn
                || condition instanceof Condition.Chain chain
                        && chain.link().bySubject()
                        && chain.link().parameters().length == 0
                        && chain.conditions().stream().allMatch(SearchSql::few);
    }

    private static boolean few(Condition condition) {
        return condition instanceof Condition.SelfIn || condition instanceof Condition.Rows rows && rows.selective();
    }

    private boolean subjectKnown() {
        return subject != null || (scope.scope() instanceof Scope.OfPersons && !type.directory());
    }

    /** Records in the order of keys that lie in the index tables: the content of those in the page only is touched. */
    private void sortedSet(boolean withHighest) {
        sql.add("select " + COLUMNS);
        outerKeys("b");
        highest(withHighest);
        sql.add(" from (select c.rid");
        keys("c");
        sql.add(" from (");
        intersection();
        sql.add(") c");
        joins("c");
        sql.add(" where true");
        behind("c");
        order("c");
        sql.add(" offset 0) b cross join lateral (select * from record r where r.rid = b.rid and ");
        base("r");
        conditions.all(rest, "r");
        sql.add(" offset 0) r order by ");
        for (int i = 0; i < query.order().size(); i++) {
            sql.add("b.k" + i + query.order().get(i).direction() + ", ");
        }
        sql.add("b.rid");
    }

    private void records(boolean withHighest) {
        sql.add("select " + COLUMNS);
        keys("r");
        highest(withHighest);
        sql.add(" from record r");
        joins("r");
        sql.add(" where ");
        where("r");
        behind("r");
        order("r");
    }

    private void where(String record) {
        base(record);
        if (!sets.isEmpty()) {
            sql.add(" and " + record + ".rid = any(array(");
            intersection();
            sql.add("))");
        }
        conditions.all(rest, record);
    }

    /** Type, scope and subject. */
    private void base(String record) {
        sql.add(record + ".type = ? and not " + record + ".deleted", type.number());
        if (subject != null && sets.isEmpty()) {
            sql.add(" and ");
            subjectIs(record + ".subject");
        }
        scope.write(sql, record, type);
    }

    /** Out of the index tables: the numbers of records whose rows fulfil all sets, each once. */
    private void intersection() {
        Condition.Rows first = sets.stream().min(Comparator.comparingInt(SearchSql::expected)).orElseThrow();
        String row = conditions.set(first, this::subject);
        for (Condition.Rows other : sets) {
            if (other != first) {
                sql.add(" and ");
                conditions.write(other, row);
            }
        }
        sql.add(" group by 1");
    }

    private void subject(String column) {
        if (scope.scope() instanceof Scope.OfPersons persons && !type.directory()) {
            sql.add(" and " + column + " = any(array(");
            ScopeSql.subjects(sql, persons);
            if (subject != null) {
                sql.add(" and ");
                subjectIs("subject");
            }
            sql.add("))");
        } else if (subject != null) {
            sql.add(" and ");
            subjectIs(column);
        }
    }

    private void subjectIs(String column) {
        if (subject instanceof Condition.SubjectIn in) {
            sql.anyOf(column, in.patients());
        } else if (subject instanceof Condition.Chain chain) {
            String patient = sql.alias("r");
            sql.add(column + " = any(array(select " + patient + ".self from record " + patient + " where " + patient
                    + ".type = ? and not " + patient + ".deleted", chain.target().number());
            scope.write(sql, patient, chain.target());
            for (Condition condition : chain.conditions()) {
                if (condition instanceof Condition.Rows rows) {
                    sql.add(" and " + patient + ".rid = any(array(");
                    conditions.set(rows, none -> {});
                    sql.add("))");
                } else {
                    conditions.all(List.of(condition), patient);
                }
            }
            sql.add("))");
        }
    }

    private void keys(String record) {
        for (int i = 0; i < query.order().size(); i++) {
            sql.add(", " + query.order().get(i).expression(record, "s" + i) + " as k" + i);
        }
    }

    private void outerKeys(String from) {
        for (int i = 0; i < query.order().size(); i++) {
            sql.add(", " + from + ".k" + i);
        }
    }

    private void highest(boolean wanted) {
        if (wanted) {
            sql.add(", (select max(rid) from record) as highest");
        }
    }

    private void joins(String record) {
        for (int i = 0; i < query.order().size(); i++) {
            SortKey key = query.order().get(i);
            if (key.ofRecord()) {
                continue;
            }
            if (key.ofContent()) {
                sql.add(" left join lateral (" + key.fromContent(record) + ") s" + i + " on true");
                continue;
            }
            String row = sql.alias("y");
            boolean oneByOne = few && !subjectKnown() && key.by() == SortKey.By.DATE;
            sql.add(" left join " + (oneByOne ? "lateral " : "") + "(select " + (oneByOne ? "" : row + ".rid, ")
                    + key.aggregate(row) + " as k from " + key.tableName() + " " + row + " where ");
            sql.anyOf(row + ".param", key.parameters());
            if (oneByOne) {
                sql.add(" and " + row + ".subject = " + record + ".subject and " + row + ".rid = " + record
                        + ".rid) s" + i + " on true");
            } else {
                subject(row + ".subject");
                sql.add(" group by " + row + ".rid) s" + i + " on s" + i + ".rid = " + record + ".rid");
            }
        }
    }

    private void behind(String record) {
        if (query.page().isEmpty()) {
            return;
        }
        PageToken page = query.page().get();
        sql.add(" and " + record + ".rid <= ? and (", page.highest());
        StringBuilder closing = new StringBuilder(")");
        for (int i = 0; i < query.order().size(); i++) {
            SortKey key = query.order().get(i);
            String expression = key.expression(record, "s" + i);
            String value = "?::" + key.sqlType() + (key.sqlType().equals("text") ? " collate \"C\"" : "");
            sql.add(expression + key.beyond() + value + " or (" + expression + " = " + value + " and (",
                    page.keys().get(i), page.keys().get(i));
            closing.append("))");
        }
        sql.add(record + ".rid > ?" + closing, page.rid());
    }

    private void order(String record) {
        sql.add(" order by ");
        for (int i = 0; i < query.order().size(); i++) {
            sql.add(query.order().get(i).expression(record, "s" + i) + query.order().get(i).direction() + ", ");
        }
        sql.add(record + ".rid");
    }
}
