package org.cloudfilm.viewer.settlement;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which studies have arrived, and for which orders. Everything joins the caller's transaction. */
final class Arrivals {

    private final JdbcClient sql;
    private final InstantSource clock;

    Arrivals(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    boolean has(String study) {
        return sql.sql("select exists (select from arrival where study = :study)")
                .param("study", study)
                .query(Boolean.class)
                .single();
    }

    /**
     * Keeps what is known of a study now. One that is based on no order any more stays with those it had: performed it
     * was, whatever became of the paper.
     *
     * @return the orders whose charges this may concern
     */
    List<String> put(String study, OrderFacts.Performed performed) {
        sql.sql("""
                        insert into arrival (study, hospital, digital_film, at) values (:study, :hospital, :film, :now)
                        on conflict (study) do update set digital_film = excluded.digital_film
                        """)
                .param("study", study)
                .param("hospital", performed.hospital())
                .param("film", performed.digitalFilm())
                .param("now", Charges.at(clock.instant()))
                .update();
        List<String> before = orders(study);
        if (performed.orders().isEmpty()) {
            return before;
        }
        sql.sql("delete from arrival_order where study = :study").param("study", study).update();
        sql.sql("""
                        insert into arrival_order (study, order_id, position)
                        select :study, o.id, min(o.n) from unnest(:orders::text[]) with ordinality o(id, n) group by o.id
                        """)
                .param("study", study)
                .param("orders", performed.orders().toArray(String[]::new))
                .update();
        return Stream.concat(before.stream(), performed.orders().stream()).distinct().toList();
    }

    private List<String> orders(String study) {
        return sql.sql("select order_id from arrival_order where study = :study order by position")
                .param("study", study)
                .query(String.class)
                .list();
    }

    /** The study by which an order was performed, unless another order's charge has it already. */
    Optional<Arrival> of(String order) {
        return sql.sql("""
                        select a.study, a.digital_film from arrival_order o join arrival a using (study)
                        where o.order_id = :order
                          and not exists (select from charge c where c.study = a.study and c.order_id <> o.order_id)
                        order by exists (select from charge c where c.study = a.study) desc, a.at, a.study limit 1
                        """)
                .param("order", order)
                .query((row, n) -> new Arrival(row.getString(1), row.getBoolean(2)))
                .optional();
    }

    record Arrival(String study, boolean digitalFilm) {}
}
