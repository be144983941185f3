package org.cloudfilm.storage.record.search;

import java.util.List;
import java.util.Optional;

/** The order of matches, and where in it a page begins: by the keys k0, k1, …, after them by the record's number. */
final class SortSql {

    private final Sql sql;
    private final SearchPlan plan;
    private final List<SortKey> order;
    private final Optional<PageToken> page;

    SortSql(Sql sql, SearchPlan plan, List<SortKey> order, Optional<PageToken> page) {
        this.sql = sql;
        this.plan = plan;
        this.order = order;
        this.page = page;
    }

    /** The keys as further columns; their joins must be there. */
    void keys(String record) {
        for (int i = 0; i < order.size(); i++) {
            sql.add(", " + expression(record, i) + " as k" + i);
        }
    }

    /** The columns that {@link #keys} made. */
    void keysOf(String from) {
        for (int i = 0; i < order.size(); i++) {
            sql.add(", " + from + ".k" + i);
        }
    }

    void by(String record) {
        sql.add(" order by ");
        for (int i = 0; i < order.size(); i++) {
            sql.add(expression(record, i) + order.get(i).direction() + ", ");
        }
        sql.add(record + ".rid");
    }

    /** By the columns that {@link #keys} made. */
    void byKeysOf(String from) {
        sql.add(" order by ");
        for (int i = 0; i < order.size(); i++) {
            sql.add(from + ".k" + i + order.get(i).direction() + ", ");
        }
        sql.add(from + ".rid");
    }

    private String expression(String record, int key) {
        return order.get(key).expression(record, "s" + key);
    }

    /** What keys are made of that the record has no columns for. */
    void joins(String record, MatchSql matches) {
        for (int i = 0; i < order.size(); i++) {
            SortKey key = order.get(i);
            if (key.ofContent()) {
                sql.add(" left join lateral (" + key.fromContent(record) + ") s" + i + " on true");
            } else if (!key.ofRecord()) {
                joinRows(key, "s" + i, record, matches);
            }
        }
    }

    private void joinRows(SortKey key, String join, String record, MatchSql matches) {
        String row = sql.alias("y");
        boolean oneByOne = plan.few() && !plan.subjectKnown() && key.by() == SortKey.By.DATE;
        sql.add(" left join " + (oneByOne ? "lateral " : "") + "(select " + (oneByOne ? "" : row + ".rid, ")
                + key.aggregate(row) + " as k from " + key.tableName() + " " + row + " where ");
        sql.anyOf(row + ".param", key.parameters());
        if (oneByOne) {
            sql.add(" and " + row + ".subject = " + record + ".subject and " + row + ".rid = " + record + ".rid) " + join
                    + " on true");
        } else {
            matches.subject(row + ".subject");
            sql.add(" group by " + row + ".rid) " + join + " on " + join + ".rid = " + record + ".rid");
        }
    }

    /** Behind the last record of the page before, with a leading {@code and}; nothing for the first page. */
    void behind(String record) {
        if (page.isEmpty()) {
            return;
        }
        PageToken last = page.get();
        sql.add(" and " + record + ".rid <= ? and (", last.highest());
        StringBuilder closing = new StringBuilder(")");
        for (int i = 0; i < order.size(); i++) {
            SortKey key = order.get(i);
            String expression = expression(record, i);
            String value = "?::" + key.sqlType() + (key.sqlType().equals("text") ? " collate \"C\"" : "");
            sql.add(expression + key.beyond() + value + " or (" + expression + " = " + value + " and (",
                    last.keys().get(i), last.keys().get(i));
            closing.append("))");
        }
        sql.add(record + ".rid > ?" + closing, last.rid());
    }
}
