package org.cloudfilm.storage.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.NarrowingTransactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Takes each message once. Safe to call at once from anywhere: of two who bring the same message one applies it. */
public final class Inbox {

    private final JdbcClient sql;
    private final TransactionOperations transaction;
    private final DeadLetters letters;
    private final Clock clock;
    private final Duration memory;

    /**
     * @param memory how long a control ID is remembered: systems that count anew every month must not be taken for
     *               repeating themselves
     */
    public Inbox(DataSource dataSource, DeadLetters letters, Clock clock, Duration memory) {
        this.sql = JdbcClient.create(dataSource);
        this.transaction = new NarrowingTransactions(dataSource);
        this.letters = letters;
        this.clock = clock;
        this.memory = memory;
    }

    /**
     * Runs the effects and keeps the answer they return in one transaction, unless the message came before.
     *
     * @param digest  SHA-256 of the message as received
     * @param effects whatever they do to this database is part of the transaction; whatever they throw undoes all of
     *                it and reaches the caller, and the message has not been taken
     */
    public Taken take(MessageKey key, byte[] digest, Supplier<byte[]> effects) {
        return transaction.execute(status -> {
            if (!reserve(key, digest)) {
                return known(key, digest);
            }
            byte[] answer = effects.get();
            setAnswer(key, answer, OptionalLong.empty());
            return new Taken.Applied(answer);
        });
    }

    /** Keeps a message that cannot be used, with its answer, unless it came before. */
    public Taken bury(MessageKey key, NewDeadLetter letter, byte[] answer) {
        return transaction.execute(status -> {
            if (!reserve(key, letter.digest())) {
                return known(key, letter.digest());
            }
            setAnswer(key, answer, OptionalLong.of(letters.add(letter)));
            return new Taken.Applied(answer);
        });
    }

    /**
     * Runs the effects of a dead letter and closes it, in one transaction. Whoever sends the original again will be
     * given the new answer.
     *
     * @param key     of the message as mended
     * @param digest  of the original
     * @return {@link Taken.Conflicting} when the control ID belongs to another message, {@link Taken.Repeated} with no
     *         answer when the letter is not open any more
     */
    public Taken replay(long letter, MessageKey key, byte[] digest, Supplier<byte[]> effects) {
        return transaction.execute(status -> {
            if (!letters.lockOpen(letter)) {
                return new Taken.Repeated(new byte[0]);
            }
            if (!reserve(key, digest) && !buriedAs(key, letter)) {
                return new Taken.Conflicting();
            }
            byte[] answer = effects.get();
            setAnswer(key, answer, OptionalLong.of(letter));
            letters.close(letter, DeadLetter.Status.REPLAYED);
            return new Taken.Applied(answer);
        });
    }

    /** Forgets control IDs older than the memory, at most that many; returns how many. */
    public int forget(int atMost) {
        return sql.sql("""
                        delete from hl7_message where (hospital, sender, control_id) in (
                          select hospital, sender, control_id from hl7_message where taken_at < :until limit :most)
                        """)
                .param("until", Timestamp.from(forgotten()))
                .param("most", atMost)
                .update();
    }

    /** Waits for whoever holds the same key in a transaction of its own. */
    private boolean reserve(MessageKey key, byte[] digest) {
        return sql.sql("""
                        insert into hl7_message as m (hospital, sender, control_id, digest, answer, taken_at)
                        values (:hospital, :sender, :control, :digest, '', :now)
                        on conflict (hospital, sender, control_id) do update
                          set digest = excluded.digest, answer = excluded.answer, dead_letter = null,
                              taken_at = excluded.taken_at
                          where m.taken_at < :until
                        """)
                .param("hospital", key.hospital().value())
                .param("sender", key.sender())
                .param("control", key.controlId())
                .param("digest", digest)
                .param("now", Timestamp.from(clock.instant()))
                .param("until", Timestamp.from(forgotten()))
                .update() == 1;
    }

    private Instant forgotten() {
        return clock.instant().minus(memory);
    }

    private Taken known(MessageKey key, byte[] digest) {
        Row row = find(key).orElseThrow();
        return Arrays.equals(row.digest, digest) ? new Taken.Repeated(row.answer) : new Taken.Conflicting();
    }

    private boolean buriedAs(MessageKey key, long letter) {
        return find(key).orElseThrow().letter.equals(OptionalLong.of(letter));
    }

    private Optional<Row> find(MessageKey key) {
        return sql.sql("""
                        select digest, answer, dead_letter from hl7_message
                        where hospital = :hospital and sender = :sender and control_id = :control
                        """)
                .param("hospital", key.hospital().value())
                .param("sender", key.sender())
                .param("control", key.controlId())
                .query(Row::of)
                .optional();
    }

    private void setAnswer(MessageKey key, byte[] answer, OptionalLong letter) {
        sql.sql("""
                        update hl7_message set answer = :answer, dead_letter = :letter
                        where hospital = :hospital and sender = :sender and control_id = :control
                        """)
                .param("answer", answer)
                .param("letter", letter.isPresent() ? letter.getAsLong() : null, java.sql.Types.BIGINT)
                .param("hospital", key.hospital().value())
                .param("sender", key.sender())
                .param("control", key.controlId())
                .update();
    }

    private record Row(byte[] digest, byte[] answer, OptionalLong letter) {

        static Row of(ResultSet row, int number) throws SQLException {
            long letter = row.getLong("dead_letter");
            return new Row(
                    row.getBytes("digest"),
                    row.getBytes("answer"),
                    row.wasNull() ? OptionalLong.empty() : OptionalLong.of(letter));
        }
    }
}
