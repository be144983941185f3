package org.cloudfilm.storage.record.search;

import java.util.List;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.search.Condition.Link;

/** Conditions as SQL on a row of {@code record}, or as a set of record numbers out of the index tables alone. */
final class ConditionSql {

    private final Sql sql;
    private final ScopeSql scope;

    ConditionSql(Sql sql, ScopeSql scope) {
        this.sql = sql;
        this.scope = scope;
    }

    /** Each with a leading {@code and}. */
    void all(List<Condition> conditions, String record) {
        for (Condition condition : conditions) {
            sql.add(" and ");
            write(condition, record);
        }
    }

    void write(Condition condition, String record) {
        switch (condition) {
            case Condition.Never never -> sql.add("false");
            case Condition.SelfIn c -> sql.anyOf(record + ".self", c.keys());
            case Condition.SubjectIn c -> sql.anyOf(record + ".subject", c.patients());
            case Condition.Updated c ->
                RowTest.either(sql, c.anyOf(), date -> date.writeMoment(sql, record + ".updated_at"));
            case Condition.Present c -> present(c, record);
            case Condition.Rows c -> exists(c, record);
            case Condition.Not c -> {
                sql.add("not ");
                write(c.condition(), record);
            }
            case Condition.Any c -> RowTest.either(sql, c.conditions(), one -> write(one, record));
            case Condition.All c -> {
                sql.add("(true");
                all(c.conditions(), record);
                sql.add(")");
            }
            case Condition.Chain c -> chain(c, record);
            case Condition.Referrer c -> referrer(c, record);
        }
    }

    /**
     * The record numbers whose index rows fulfil the condition, each perhaps several times.
     *
     * @param subject appends what the subject column must be, with a leading {@code and}; may append nothing
     * @return the alias of the rows, which have {@code rid} and {@code subject} as records do
     */
    String set(Condition.Rows rows, Subject subject) {
        String row = sql.alias("x");
        sql.add("select " + row + ".rid from " + rows.test().table().tableName() + " " + row + " where ");
        sql.anyOf(row + ".param", rows.parameters());
        subject.write(row + ".subject");
        sql.add(" and ");
        rows.test().write(sql, row);
        return row;
    }

    interface Subject {
        void write(String column);
    }

    private void exists(Condition.Rows rows, String record) {
        String row = sql.alias("x");
        sql.add("exists (select from " + rows.test().table().tableName() + " " + row + " where ");
        sql.anyOf(row + ".param", rows.parameters());
        sql.add(" and " + row + ".rid = " + record + ".rid");
        if (rows.test().table().bySubject()) {
            sql.add(" and " + row + ".subject = " + record + ".subject");
        }
        sql.add(" and ");
        rows.test().write(sql, row);
        sql.add(")");
    }

    private void present(Condition.Present c, String record) {
        String bits = record + ".present";
        sql.add("(case when octet_length(" + bits + ") > ? then get_bit(" + bits + ", ?) else 0 end) = ?",
                c.bit() / 8, c.bit(), c.present() ? 1 : 0);
    }

    private void chain(Condition.Chain c, String record) {
        either(c.link(), bySubject -> {
            String target = sql.alias("r");
            if (bySubject) {
                sql.add("exists (select from record " + target + " where " + target + ".self = " + record + ".subject");
            } else {
                String row = sql.alias("x");
                sql.add("exists (select from record_reference " + row + " join record " + target + " on " + target
                        + ".self = " + row + ".target where " + row + ".rid = " + record + ".rid and ");
                sql.anyOf(row + ".param", c.link().parameters());
            }
            related(c.target(), c.conditions(), target);
        });
    }

    private void referrer(Condition.Referrer c, String record) {
        either(c.link(), bySubject -> {
            String source = sql.alias("r");
            if (bySubject) {
                sql.add("exists (select from record " + source + " where " + source + ".subject = " + record + ".self");
            } else {
                String row = sql.alias("x");
                sql.add("exists (select from record_reference " + row + " join record " + source + " on " + source
                        + ".rid = " + row + ".rid where " + row + ".target = " + record + ".self and ");
                sql.anyOf(row + ".param", c.link().parameters());
            }
            related(c.source(), c.conditions(), source);
        });
    }

    private void related(ResourceType type, List<Condition> conditions, String record) {
        sql.add(" and " + record + ".type = ? and not " + record + ".deleted", type.number());
        scope.write(sql, record, type);
        all(conditions, record);
        sql.add(")");
    }

    private interface Way {
        void write(boolean bySubject);
    }

    private void either(Link link, Way way) {
        boolean byRows = link.parameters().length > 0;
        if (link.bySubject() && byRows) {
            sql.add("(");
            way.write(true);
            sql.add(" or ");
            way.write(false);
            sql.add(")");
        } else if (link.bySubject() || byRows) {
            way.write(link.bySubject());
        } else {
            sql.add("false");
        }
    }
}
