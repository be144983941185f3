package org.cloudfilm.viewer.settlement;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was put to the insurer, and under which numbers. Everything joins the caller's transaction. */
final class InsuranceCalls {

    private static final int NUMBER_LENGTH = 26;

    private final JdbcClient sql;
    private final InstantSource clock;

    InsuranceCalls(DataSource dataSource, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    enum Kind {
        SETTLE("settle", "s"),
        CANCEL("cancel", "c");

        private final String word;
        private final String letter;

        Kind(String word, String letter) {
            this.word = word;
            this.letter = letter;
        }
    }

    /** @param state sent, done, refused or reversed */
    record Call(String id, Kind kind, int attempt, String state) {

        boolean isDone() {
            return state.equals("done");
        }
    }

    /** The newest of its kind. */
    Optional<Call> newest(UUID settlement, Kind kind) {
        return sql.sql("""
                        select id, attempt, state from insurance_call
                        where settlement = :settlement and kind = :kind order by attempt desc limit 1
                        """)
                .param("settlement", settlement)
                .param("kind", kind.word)
                .query((row, n) -> new Call(row.getString(1), kind, row.getInt(2), row.getString(3)))
                .optional();
    }

    /** The next call of its kind, before it leaves: 30 characters at most, as msgid is. */
    Call add(UUID settlement, Kind kind) {
        int attempt = newest(settlement, kind).map(Call::attempt).orElse(0) + 1;
        String id = kind.letter + attempt + "-" + settlement.toString().replace("-", "").substring(0, NUMBER_LENGTH);
        sql.sql("insert into insurance_call (id, settlement, kind, attempt, state, at) values (:id, :settlement, :kind, :attempt, 'sent', :now)")
                .param("id", id)
                .param("settlement", settlement)
                .param("kind", kind.word)
                .param("attempt", attempt)
                .param("now", Charges.at(clock.instant()))
                .update();
        return new Call(id, kind, attempt, "sent");
    }

    /** False when somebody else has written an outcome already. */
    boolean ended(Call call, String state) {
        return 1 == sql.sql("update insurance_call set state = :state where id = :id and state = 'sent'")
                .param("state", state)
                .param("id", call.id())
                .update();
    }
}
