package org.cloudfilm.viewer.recognition;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What orders cost as things stand, out of the tables of settlement; nothing is charged or changed here. */
final class OrderCosts {

    private final JdbcClient sql;

    OrderCosts(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * @param state     as settlement calls it: planned, due, cancelled, …
     * @param performed whether the exam's images have arrived; an exam may be paid before
     */
    record Charge(String state, long amountFen, boolean performed) {}

    Map<String, Charge> of(Collection<String> orders) {
        Map<String, Charge> charges = new HashMap<>();
        sql.sql("""
                        select order_id, state, amount_fen, study is not null from charge
                        where order_id = any(:orders::text[]) and state <> 'refunded'
                        """)
                .param("orders", orders.toArray(String[]::new))
                .query(row -> {
                    charges.put(row.getString(1), new Charge(row.getString(2), row.getLong(3), row.getBoolean(4)));
                });
        return charges;
    }

    /** What an order would cost; 0 when nothing is planned to be charged for it. */
    long planned(String order) {
        Charge charge = of(List.of(order)).get(order);
        return charge != null && (charge.state().equals("planned") || charge.state().equals("paid")) ? charge.amountFen() : 0;
    }
}
