package org.cloudfilm.storage.record;

import static org.cloudfilm.storage.record.IndexTable.Column.float8;
import static org.cloudfilm.storage.record.IndexTable.Column.int4;
import static org.cloudfilm.storage.record.IndexTable.Column.int8;
import static org.cloudfilm.storage.record.IndexTable.Column.moment;
import static org.cloudfilm.storage.record.IndexTable.Column.text;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.cloudfilm.storage.record.index.IndexRows;

/** The tables of index rows, on one connection within its transaction. Rows wait until {@link #flush}. */
final class IndexTables {

    static final List<String> NAMES =
            List.of("record_token", "record_reference", "record_string", "record_date", "record_quantity");

    private final IndexTable<IndexRows.Token> tokens;
    private final IndexTable<IndexRows.Reference> references;
    private final IndexTable<IndexRows.Text> strings;
    private final IndexTable<IndexRows.Interval> dates;
    private final IndexTable<IndexRows.Quantity> quantities;

    IndexTables(Connection db) {
        this(db, "");
    }

    /** @param prefix of the names of tables that are like the index tables */
    IndexTables(Connection db, String prefix) {
        tokens = new IndexTable<>(db, prefix + "record_token",
                int4("param", IndexRows.Token::param),
                int8("code", IndexRows.Token::code),
                int8("system", IndexRows.Token::system));
        references = new IndexTable<>(db, prefix + "record_reference",
                int4("param", IndexRows.Reference::param),
                int8("target", IndexRows.Reference::target));
        strings = new IndexTable<>(db, prefix + "record_string",
                int4("param", IndexRows.Text::param),
                text("value", IndexRows.Text::value),
                text("exact", IndexRows.Text::exact));
        dates = new IndexTable<>(db, prefix + "record_date",
                int4("param", IndexRows.Interval::param),
                moment("lo", IndexRows.Interval::lo),
                moment("hi", IndexRows.Interval::hi));
        quantities = new IndexTable<>(db, prefix + "record_quantity",
                int4("param", IndexRows.Quantity::param),
                int8("code", IndexRows.Quantity::code),
                float8("lo", IndexRows.Quantity::lo),
                float8("hi", IndexRows.Quantity::hi),
                int8("unit", IndexRows.Quantity::unit),
                int8("system", IndexRows.Quantity::system));
    }

    void add(IndexRows rows, long rid) {
        tokens.add(rows.tokens(), rows.subject(), rid);
        references.add(rows.references(), rows.subject(), rid);
        strings.add(rows.strings(), rows.subject(), rid);
        dates.add(rows.dates(), rows.subject(), rid);
        quantities.add(rows.quantities(), rows.subject(), rid);
    }

    void remove(IndexRows rows, long rid) {
        tokens.remove(rows.tokens(), rows.subject(), rid);
        references.remove(rows.references(), rows.subject(), rid);
        strings.remove(rows.strings(), rows.subject(), rid);
        dates.remove(rows.dates(), rows.subject(), rid);
        quantities.remove(rows.quantities(), rows.subject(), rid);
    }

    /** Writes only what differs: most changes leave most rows as they are. */
    void replace(IndexRows before, IndexRows now, long rid) {
        remove(before.minus(now), rid);
        add(now.minus(before), rid);
    }

    /** Rows that go first, then those that come. */
    void flush() throws SQLException {
        tokens.flush();
        references.flush();
        strings.flush();
        dates.flush();
        quantities.flush();
    }
}
