package org.cloudfilm.storage.record.search;

import java.util.List;
import java.util.function.Consumer;

/** What an index row must be like, its parameter aside. */
sealed interface RowTest {

    Table table();

    /** Appends the condition on the row. */
    void write(Sql sql, String row);

    /** The index tables. */
    enum Table {
        TOKEN("record_token", true),
        REFERENCE("record_reference", false),
        STRING("record_string", false),
        DATE("record_date", true),
        QUANTITY("record_quantity", true);

        private final String tableName;
        private final boolean bySubject;

        Table(String tableName, boolean bySubject) {
            this.tableName = tableName;
            this.bySubject = bySubject;
        }

        String tableName() {
            return tableName;
        }

        /** An index leads from parameter and subject to the rows. */
        boolean bySubject() {
            return bySubject;
        }
    }

    /** Codes in any system. */
    record Codes(long[] codes) implements RowTest {
        @Override
        public Table table() {
            return Table.TOKEN;
        }

        @Override
        public void write(Sql sql, String row) {
            sql.anyOf(row + ".code", codes);
        }
    }

    /** Codes, each in its system; 0 is none. */
    record SystemCodes(long[] systems, long[] codes) implements RowTest {
        @Override
        public Table table() {
            return Table.TOKEN;
        }

        @Override
        public void write(Sql sql, String row) {
            if (codes.length == 1) {
                sql.add(row + ".code = ? and " + row + ".system = ?", codes[0], systems[0]);
            } else {
                sql.add(row + ".code = any(?) and (" + row + ".system, " + row + ".code) in"
                        + " (select * from unnest(?::bigint[], ?::bigint[]))", codes, systems, codes);
            }
        }
    }

    /** Any code of these systems. */
    record Systems(long[] systems) implements RowTest {
        @Override
        public Table table() {
            return Table.TOKEN;
        }

        @Override
        public void write(Sql sql, String row) {
            sql.anyOf(row + ".system", systems);
        }
    }

    record Targets(long[] keys) implements RowTest {
        @Override
        public Table table() {
            return Table.REFERENCE;
        }

        @Override
        public void write(Sql sql, String row) {
            sql.anyOf(row + ".target", keys);
        }
    }

    /** Values in a table without codes beside them. */
    record Values(Table table, List<? extends RowMatch> anyOf) implements RowTest {
        @Override
        public void write(Sql sql, String row) {
            RowTest.either(sql, anyOf, one -> one.write(sql, row));
        }
    }

    /**
     * Numbers, quantities and places.
     *
     * @param codes keys of the codes beside the value, in rows of pairs; 0 in others
     */
    record Quantities(List<? extends RowMatch> anyOf, long... codes) implements RowTest {
        @Override
        public Table table() {
            return Table.QUANTITY;
        }

        @Override
        public void write(Sql sql, String row) {
            sql.anyOf(row + ".code", codes);
            sql.add(" and ");
            RowTest.either(sql, anyOf, one -> one.write(sql, row));
        }
    }

    static <T> void either(Sql sql, List<T> alternatives, Consumer<T> write) {
        sql.add("(");
        for (int i = 0; i < alternatives.size(); i++) {
            sql.add(i == 0 ? "" : " or ");
            write.accept(alternatives.get(i));
        }
        sql.add(")");
    }
}
