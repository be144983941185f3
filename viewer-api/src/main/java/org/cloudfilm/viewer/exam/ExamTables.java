package org.cloudfilm.viewer.exam;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cloudfilm.storage.hospital.HospitalId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the catalogue. */
final class ExamTables {

    private final JdbcClient sql;

    ExamTables(JdbcClient sql) {
        this.sql = sql;
    }

    Catalogue read() {
        List<ExamItem> items = sql.sql("select * from exam_item order by code").query((row, n) -> item(row)).list();
        Map<Catalogue.Code, String> codings = new HashMap<>();
        sql.sql("select system, code, item from exam_item_coding").query(row -> {
            codings.put(new Catalogue.Code(row.getString(1), row.getString(2)), row.getString(3));
        });
        return new Catalogue(
                items,
                codings,
                sql.sql("select item, scope, days, from_day, until_day from exam_validity")
                        .query((row, n) -> new Validity(
                                row.getString(1), row.getString(2), row.getInt(3), day(row, 4), day(row, 5)))
                        .list(),
                sql.sql("select hospital, item, scope, from_day, until_day from exam_mark")
                        .query((row, n) -> new Mark(
                                new HospitalId(row.getString(1)), row.getString(2), row.getString(3), day(row, 4), day(row, 5)))
                        .list());
    }

    private static ExamItem item(ResultSet row) throws SQLException {
        return new ExamItem(
                row.getString("code"),
                row.getString("name"),
                row.getString("name_en"),
                row.getString("modality"),
                texts(row.getArray("body_sites")),
                Contrast.valueOf(row.getString("contrast")),
                texts(row.getArray("words")),
                row.getLong("price_fen"),
                row.getLong("no_film_reduction_fen"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static LocalDate day(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    /** Writes an item unless the seed said the same of it before. */
    void seed(ExamItem item, List<ExamProperties.CodeLine> codings) {
        int written = sql.sql("""
                        insert into exam_item (code, name, name_en, modality, body_sites, contrast, words, price_fen,
                          no_film_reduction_fen, seed)
                        values (:code, :name, :nameEn, :modality, :sites, :contrast, :words, :price, :reduction, :seed)
                        on conflict (code) do update set name = excluded.name, name_en = excluded.name_en,
                          modality = excluded.modality, body_sites = excluded.body_sites, contrast = excluded.contrast,
                          words = excluded.words, price_fen = excluded.price_fen,
                          no_film_reduction_fen = excluded.no_film_reduction_fen, seed = excluded.seed
                        where exam_item.seed is distinct from excluded.seed
                        """)
                .param("code", item.code())
                .param("name", item.name())
                .param("nameEn", item.nameEn())
                .param("modality", item.modality())
                .param("sites", item.bodySites().toArray(String[]::new))
                .param("contrast", item.contrast().name())
                .param("words", item.words().toArray(String[]::new))
                .param("price", item.priceFen())
                .param("reduction", item.noFilmReductionFen())
                .param("seed", item + " " + codings)
                .update();
        if (written > 0) {
            sql.sql("delete from exam_item_coding where item = :item").param("item", item.code()).update();
            sql.sql("""
                            insert into exam_item_coding (system, code, item)
                            select s, c, :item from unnest(:systems::text[], :codes::text[]) as given (s, c)
                            """)
                    .param("item", item.code())
                    .param("systems", column(codings, ExamProperties.CodeLine::system))
                    .param("codes", column(codings, ExamProperties.CodeLine::code))
                    .update();
        }
    }

    void seed(Validity validity) {
        sql.sql("""
                        insert into exam_validity (item, scope, from_day, until_day, days, seed)
                        values (:item, :scope, :from, :until, :days, :seed)
                        on conflict (item, scope, from_day) do update
                          set until_day = excluded.until_day, days = excluded.days, seed = excluded.seed
                        where exam_validity.seed is distinct from excluded.seed
                        """)
                .param("item", validity.item())
                .param("scope", validity.scope())
                .param("from", validity.from())
                .param("until", validity.until())
                .param("days", validity.days())
                .param("seed", validity.toString())
                .update();
    }

    void seed(Mark mark) {
        sql.sql("""
                        insert into exam_mark (hospital, item, scope, from_day, until_day, seed)
                        values (:hospital, :item, :scope, :from, :until, :seed)
                        on conflict (hospital, item, scope, from_day) do update
                          set until_day = excluded.until_day, seed = excluded.seed
                        where exam_mark.seed is distinct from excluded.seed
                        """)
                .param("hospital", mark.hospital().value())
                .param("item", mark.item())
                .param("scope", mark.scope())
                .param("from", mark.from())
                .param("until", mark.until())
                .param("seed", mark.toString())
                .update();
    }

    private static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
