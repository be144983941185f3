package org.cloudfilm.storage.record.search;

import java.util.Comparator;
import java.util.List;

/** That a row of {@code record} is a match: its type, the permit's scope and all conditions. */
final class MatchSql {

    private final Sql sql;
    private final SearchPlan plan;
    private final ScopeSql scope;
    private final ConditionSql conditions;

    MatchSql(Sql sql, SearchPlan plan) {
        this.sql = sql;
        this.plan = plan;
        this.scope = new ScopeSql(plan.scope());
        this.conditions = new ConditionSql(sql, scope);
    }

    void where(String record) {
        current(record);
        if (!plan.sets().isEmpty()) {
            sql.add(" and " + record + ".rid = any(array(");
            numbers();
            sql.add("))");
        } else if (plan.subject().isPresent()) {
            sql.add(" and ");
            subjectIs(record + ".subject");
        }
        conditions.all(plan.rest(), record);
    }

    /** What is left to check on a record whose number is one of {@link #numbers}. */
    void whereNumbered(String record) {
        current(record);
        conditions.all(plan.rest(), record);
    }

    private void current(String record) {
        sql.add(record + ".type = ? and not " + record + ".deleted", plan.type().number());
        scope.write(sql, record, plan.type());
    }

    /** Out of the index tables: the numbers of records that have a row in each set, each once. */
    void numbers() {
        Condition.Rows first = plan.sets().stream().min(Comparator.comparingInt(MatchSql::expected)).orElseThrow();
        String row = conditions.set(first, this::subject);
        for (Condition.Rows other : plan.sets()) {
            if (other != first) {
                sql.add(" and ");
                conditions.write(other, row);
            }
        }
        sql.add(" group by 1");
    }

    /** Of the sets, that of a code is the least; all else is found from it row by row. */
    private static int expected(Condition.Rows rows) {
        return rows.selective() ? 0 : rows.test().table() == RowTest.Table.TOKEN ? rows.rank() : 9;
    }

    /** That a column is a subject searched for, with a leading {@code and}; nothing when all are. */
    void subject(String column) {
        if (plan.persons().isPresent()) {
            sql.add(" and " + column + " = any(array(");
            ScopeSql.subjects(sql, plan.persons().get());
            if (plan.subject().isPresent()) {
                sql.add(" and ");
                subjectIs("subject");
            }
            sql.add("))");
        } else if (plan.subject().isPresent()) {
            sql.add(" and ");
            subjectIs(column);
        }
    }

    private void subjectIs(String column) {
        Condition subject = plan.subject().orElseThrow();
        if (subject instanceof Condition.SubjectIn in) {
            sql.anyOf(column, in.patients());
        } else if (subject instanceof Condition.Chain chain) {
            sql.add(column + " = any(array(");
            patients(chain);
            sql.add("))");
        }
    }

    private void patients(Condition.Chain chain) {
        String patient = sql.alias("r");
        sql.add("select " + patient + ".self from record " + patient + " where " + patient + ".type = ? and not "
                + patient + ".deleted", chain.target().number());
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
    }
}
