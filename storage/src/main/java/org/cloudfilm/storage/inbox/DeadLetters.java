package org.cloudfilm.storage.inbox;

import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.inbox.DeadLetter.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The dead letters. Nothing is ever deleted here; a letter is open, replayed or set aside. */
public final class DeadLetters {

    private final JdbcClient sql;
    private final Clock clock;
    private final int mostOpen;

    /** @param mostOpen open letters at most: a sender that goes mad must not fill the database */
    public DeadLetters(DataSource dataSource, Clock clock, int mostOpen) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
        this.mostOpen = mostOpen;
    }

    /**
     * Keeps a letter, or counts it when the same bytes of the same hospital lie open already.
     *
     * @return its id
     * @throws DeadLettersFullException when too many are open; nothing was kept
     */
    public long add(NewDeadLetter letter) {
        if (open() >= mostOpen) {
            throw new DeadLettersFullException();
        }
        return sql.sql("""
                        insert into hl7_dead_letter as l (hospital, sender, control_id, type, address, digest, received,
                          charset, reason, received_at, changed_at)
                        values (:hospital, :sender, :control, :type, :address, :digest, :received, :charset, :reason,
                          :now, :now)
                        on conflict (hospital, digest) where status = 'open' do update
                          set times = l.times + 1, changed_at = excluded.changed_at
                        returning id
                        """)
                .param("hospital", letter.hospital().map(HospitalId::value).orElse(""))
                .param("sender", letter.sender())
                .param("control", letter.controlId())
                .param("type", letter.type())
                .param("address", letter.address())
                .param("digest", letter.digest())
                .param("received", letter.received())
                .param("charset", letter.charset().name())
                .param("reason", letter.reason())
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    /** How many wait for somebody. */
    public int open() {
        return sql.sql("select count(*) from hl7_dead_letter where status = 'open'").query(Integer.class).single();
    }

    public Optional<DeadLetter> find(long id) {
        return sql.sql("select * from hl7_dead_letter where id = :id")
                .param("id", id)
                .query(DeadLetters::letter)
                .optional();
    }

    /** Newest first, with ids below {@code before}. */
    public List<DeadLetter> list(Status status, long before, int limit) {
        return sql.sql("""
                        select *, ''::bytea as received from (
                          select id, hospital, sender, control_id, type, address, charset, null as mended, reason,
                            status, times, received_at, changed_at
                          from hl7_dead_letter
                          where status = :status and id < :before order by id desc limit :limit) as l
                        """)
                .param("status", status.code())
                .param("before", before)
                .param("limit", limit)
                .query(DeadLetters::letter)
                .list();
    }

    /** Sets what is used instead of the bytes received; false when the letter is not open. */
    public boolean mend(long id, String text) {
        return sql.sql("""
                        update hl7_dead_letter set mended = :text, changed_at = :now where id = :id and status = 'open'
                        """)
                .param("text", text)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update() == 1;
    }

    /** After a replay that failed. */
    public void setReason(long id, String reason) {
        sql.sql("update hl7_dead_letter set reason = :reason, changed_at = :now where id = :id and status = 'open'")
                .param("reason", reason)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
    }

    /** False when the letter is not open. */
    public boolean close(long id, Status status) {
        return sql.sql("""
                        update hl7_dead_letter set status = :status, changed_at = :now where id = :id and status = 'open'
                        """)
                .param("status", status.code())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update() == 1;
    }

    /** Of two who replay one letter, the second waits here and then finds it closed. */
    boolean lockOpen(long id) {
        return sql.sql("select id from hl7_dead_letter where id = :id and status = 'open' for update")
                .param("id", id)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private static DeadLetter letter(ResultSet row, int number) throws SQLException {
        String hospital = row.getString("hospital");
        return new DeadLetter(
                row.getLong("id"),
                hospital.isEmpty() ? Optional.empty() : Optional.of(new HospitalId(hospital)),
                row.getString("sender"),
                row.getString("control_id"),
                row.getString("type"),
                row.getString("address"),
                row.getBytes("received"),
                Charset.forName(row.getString("charset")),
                Optional.ofNullable(row.getString("mended")),
                row.getString("reason"),
                Status.of(row.getString("status")),
                row.getInt("times"),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }
}
