package org.cloudfilm.viewer.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must never happen is refused by the database, whoever asks for it. */
class SettlementRulesTest {

    private static TestDatabase database;
    private static JdbcClient sql;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        sql = JdbcClient.create(database.dataSource());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void statesOfCharges_areThoseOfTheDatabase() {
        Set<String> table = Stream.concat(
                        ChargeState.FIRST.stream().map(to -> " -> " + to.word()),
                        Arrays.stream(ChargeState.values()).flatMap(
                                from -> from.next().stream().map(to -> from.word() + " -> " + to.word())))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(changes("charge")).isEqualTo(table);
    }

    @Test
    void statesOfSettlements_areThoseOfTheDatabase() {
        Set<String> table = Stream.concat(
                        SettlementState.FIRST.stream().map(to -> " -> " + to.word()),
                        Arrays.stream(SettlementState.values()).flatMap(
                                from -> from.next().stream().map(to -> from.word() + " -> " + to.word())))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(changes("settlement")).isEqualTo(table);
    }

    private static Set<String> changes(String machine) {
        return new TreeSet<>(sql.sql("select from_state || ' -> ' || to_state from state_change where machine = :machine")
                .param("machine", machine)
                .query(String.class)
                .list());
    }

    @Test
    void exam_isChargedOnce() {
        charge("order-1", "planned", null);
        assertThatThrownBy(() -> charge("order-1", "planned", null)).hasMessageContaining("charge_of_order");
        charge("order-2", "due", "1.2.3");
        assertThatThrownBy(() -> charge("order-3", "due", "1.2.3")).hasMessageContaining("charge_of_study");
    }

    @Test
    void state_thatDoesNotFollow_isRefused() {
        charge("order-4", "planned", null);
        for (String state : List.of("paid", "refunded")) {
            assertThatThrownBy(() -> sql.sql("update charge set state = :state where order_id = 'order-4'")
                            .param("state", state).update())
                    .hasMessageContaining("does not become");
        }
        assertThatThrownBy(() -> charge("order-5", "paid", null)).hasMessageContaining("does not become");
        assertThatThrownBy(() -> sql.sql("update charge set amount_fen = 1 where order_id = 'order-4'").update())
                .hasMessageContaining("check constraint");
    }

    @Test
    void entry_thatDoesNotBalance_isRefused() {
        UUID settlement = settlement(100);
        assertThatThrownBy(() -> entry(settlement, "a", "(x, 'clearing', 100), (x, 'revenue', -99)"))
                .hasMessageContaining("does not balance");
        assertThatThrownBy(() -> sql.sql("insert into ledger_entry (key, settlement, hospital, at) values ('alone', :id, 'lishui', now())")
                        .param("id", settlement).update())
                .hasMessageContaining("does not balance");
        entry(settlement, "b", "(x, 'clearing', 100), (x, 'revenue', -100)");
        assertThatThrownBy(() -> sql.sql("insert into ledger_posting select max(entry), 'insurance:fund', 5 from ledger_posting").update())
                .hasMessageContaining("does not balance");
        assertThatThrownBy(() -> entry(settlement, "b", "(x, 'clearing', 100), (x, 'revenue', -100)"))
                .hasMessageContaining("ledger_entry_key_key");
    }

    @Test
    void books_areAppendOnly() {
        entry(settlement(100), "kept", "(x, 'clearing', 100), (x, 'revenue', -100)");
        for (String change : List.of("update ledger_posting set fen = 1", "delete from ledger_posting",
                "update ledger_entry set key = 'x'", "truncate ledger_entry cascade")) {
            assertThatThrownBy(() -> sql.sql(change).update()).hasMessageContaining("append-only");
        }
    }

    @Test
    void parts_thatAreNotTheWhole_areRefused() {
        UUID settlement = settlement(100);
        assertThatThrownBy(() -> sql.sql("update settlement set fund_fen = 50, account_fen = 0, family_fen = 0, self_pay_fen = 49 where id = :id")
                        .param("id", settlement).update())
                .hasMessageContaining("check constraint");
        assertThatThrownBy(() -> sql.sql("update settlement set fund_fen = 150, account_fen = 0, family_fen = 0, self_pay_fen = -50 where id = :id")
                        .param("id", settlement).update())
                .hasMessageContaining("check constraint");
    }

    @Test
    void refund_ofMoreThanWasPaid_isRefused() {
        UUID settlement = settlement(100);
        sql.sql("insert into payment (no, settlement, channel, amount_fen, state, expires_at) values ('p', :id, 'c', 100, 'asked', now())")
                .param("id", settlement).update();
        assertThatThrownBy(() -> refund("early", 1)).hasMessageContaining("check constraint");
        sql.sql("update payment set state = 'paid', paid_fen = 100, paid_at = now(), channel_no = 'x' where no = 'p'").update();
        refund("half", 60);
        assertThatThrownBy(() -> refund("more", 41)).hasMessageContaining("check constraint");
        assertThatThrownBy(() -> sql.sql("delete from refund").update()).hasMessageContaining("stays what it is");
    }

    private static void refund(String no, long fen) {
        sql.sql("insert into refund (no, payment, fen, because, state, at) values (:no, 'p', :fen, 'test', 'asked', now())")
                .param("no", no).param("fen", fen).update();
    }

    private static void charge(String order, String state, String study) {
        sql.sql("""
                        insert into charge (id, hospital, visit, subject, patient, order_id, item, name, name_en, price_fen,
                          reduction_fen, amount_fen, study, state, because, created_at, changed_at)
                        values (:id, 'lishui', 'v', 1, 'p', :order, 'CT', 'CT', 'CT', 100, 5, 100, :study, :state, 'test', now(), now())
                        """)
                .param("id", UUID.randomUUID()).param("order", order).param("study", study).param("state", state).update();
    }

    private static UUID settlement(long total) {
        UUID id = UUID.randomUUID();
        sql.sql("""
                        insert into settlement (id, hospital, visit, subject, patient, opened_by, state, total_fen, opened_at, changed_at)
                        values (:id, 'lishui', :visit, 1, 'p', 'wang', 'opened', :total, now(), now())
                        """)
                .param("id", id).param("visit", id.toString()).param("total", total).update();
        return id;
    }

    private static void entry(UUID settlement, String key, String postings) {
        sql.sql("with e as (insert into ledger_entry (key, settlement, hospital, at) values ('"
                        + key + "', :id, 'lishui', now()) returning id as x) insert into ledger_posting select v.* from e, lateral (values "
                        + postings + ") v")
                .param("id", settlement).update();
    }
}
