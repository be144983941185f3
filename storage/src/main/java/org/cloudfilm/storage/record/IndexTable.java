package org.cloudfilm.storage.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cloudfilm.storage.record.index.IndexRows;

/** Rows of one index table that wait to be deleted or added, on one connection within its transaction. */
final class IndexTable<T> {

    /** How a value gets into the table, by COPY or as an element of an array. */
    record Column<T>(String name, String type, BiConsumer<CopyRows, T> copy, Function<T, Object> value) {

        static <T> Column<T> int4(String name, ToIntFunction<T> value) {
            return new Column<>(name, "int4", (out, row) -> out.int4(value.applyAsInt(row)), value::applyAsInt);
        }

        static <T> Column<T> int8(String name, ToLongFunction<T> value) {
            return new Column<>(name, "int8", (out, row) -> out.int8(value.applyAsLong(row)), value::applyAsLong);
        }

        static <T> Column<T> float8(String name, ToDoubleFunction<T> value) {
            return new Column<>(name, "float8", (out, row) -> out.float8(value.applyAsDouble(row)),
                    value::applyAsDouble);
        }

        static <T> Column<T> text(String name, Function<T, String> value) {
            return new Column<>(name, "text", (out, row) -> out.text(value.apply(row)), value::apply);
        }

        /** Microseconds since 1970. */
        static <T> Column<T> moment(String name, ToLongFunction<T> value) {
            return new Column<>(name, "timestamptz", (out, row) -> out.timestamptz(value.applyAsLong(row)),
                    row -> written(value.applyAsLong(row)));
        }

        private static String written(long micros) {
            if (micros == IndexRows.BEGIN_OF_TIME) {
                return "-infinity";
            }
            if (micros == IndexRows.END_OF_TIME) {
                return "infinity";
            }
            String text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
            return text.startsWith("+") ? text.substring(1) : text;   // years of five digits
        }
    }

    private record Placed<T>(T row, long subject, long rid) {}

    private final Connection db;
    private final String name;
    private final List<Column<T>> columns;
    private final CopyRows added;
    private final List<Placed<T>> removed = new ArrayList<>();

    @SafeVarargs
    IndexTable(Connection db, String name, Column<T>... columns) {
        this.db = db;
        this.name = name;
        this.columns = List.of(columns);
        this.added = new CopyRows(name + this.columns.stream()
                .map(Column::name).collect(Collectors.joining(", ", " (", ", subject, rid)")));
    }

    void add(List<T> rows, long subject, long rid) {
        for (T row : rows) {
            added.row();
            for (Column<T> column : columns) {
                column.copy().accept(added, row);
            }
            added.int8(subject).int8(rid);
        }
    }

    void remove(List<T> rows, long subject, long rid) {
        rows.forEach(row -> removed.add(new Placed<>(row, subject, rid)));
    }

    void flush() throws SQLException {
        if (!removed.isEmpty()) {
            delete();
        }
        added.flush(db);
    }

    private void delete() throws SQLException {
        String types = columns.stream().map(column -> "?::" + column.type() + "[], ").collect(Collectors.joining());
        String names = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i + ", ").collect(Collectors.joining());
        String equal = IntStream.range(0, columns.size())
                .mapToObj(i -> "t." + columns.get(i).name() + equality(i) + "u.c" + i + " and ")
                .collect(Collectors.joining());
        try (PreparedStatement delete = db.prepareStatement("delete from " + name + " t using unnest(" + types
                + "?::int8[], ?::int8[]) as u (" + names + "subject, rid) where " + equal
                + "t.subject = u.subject and t.rid = u.rid")) {
            int n = 1;
            for (Column<T> column : columns) {
                delete.setArray(n++, db.createArrayOf(column.type(),
                        removed.stream().map(placed -> column.value().apply(placed.row())).toArray()));
            }
            delete.setObject(n++, removed.stream().mapToLong(Placed::subject).toArray());
            delete.setObject(n, removed.stream().mapToLong(Placed::rid).toArray());
            delete.executeUpdate();
        }
        removed.clear();
    }

    /** Only the third column and those behind it may be null or are in no index. */
    private static String equality(int column) {
        return column < 2 ? " = " : " is not distinct from ";
    }
}
