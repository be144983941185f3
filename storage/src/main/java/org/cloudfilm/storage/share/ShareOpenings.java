package org.cloudfilm.storage.share;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.NarrowingTransactions;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.notice.NoticeKind;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Links as those who open them use them. Wrong passcodes and openings are counted by single statements, so the counts
 * hold however many try at once: a passcode is looked at only after its attempt has been set aside.
 */
public final class ShareOpenings {

    private static final String LINK = "share.*, standing_person(share.person_id) as owner";
    private static final String ALIVE = "revoked_at is null and expires_at > :now and failures < attempts";

    private final JdbcClient sql;
    private final TransactionOperations transactions;
    private final AuditTrail audit;
    private final AccessChanges changes;
    private final Notices notices;
    private final InstantSource clock;

    public ShareOpenings(
            DataSource dataSource, AuditTrail audit, AccessChanges changes, Notices notices, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.transactions = new NarrowingTransactions(dataSource, changes);
        this.audit = audit;
        this.changes = changes;
        this.notices = notices;
        this.clock = clock;
    }

    /** @param locator SHA-256 of the secret in the URL */
    public Attempt begin(byte[] locator) {
        Optional<Attempt.Link> link = sql.sql("""
                        update share set checking = checking + 1
                        where locator = :locator and %s and openings_left > 0 and failures + checking < attempts
                        returning %s
                        """.formatted(ALIVE, LINK))
                .param("locator", locator)
                .param("now", now())
                .query((row, n) -> link(row))
                .optional();
        return link.<Attempt>map(Attempt.Begun::new).orElseGet(() -> whyNot(locator));
    }

    private Attempt whyNot(byte[] locator) {
        Instant now = clock.instant();
        return sql.sql("select " + LINK + " from share where locator = :locator")
                .param("locator", locator)
                .query((row, n) -> {
                    Share.State state = ShareRows.state(row, now);
                    return state == Share.State.ACTIVE ? new Attempt.Busy() : new Attempt.Dead(link(row), state);
                })
                .optional()
                .orElseGet(Attempt.Unknown::new);
    }

    /** How many wrong passcodes the link still bears; empty when none could open it. */
    public OptionalInt remaining(byte[] locator) {
        return sql.sql("select attempts - failures from share where locator = :locator and openings_left > 0 and " + ALIVE)
                .param("locator", locator)
                .param("now", now())
                .query(Integer.class)
                .optional()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** The passcode was wrong; returns how many more the link bears. After the last one nothing of it can be read. */
    public int wrong(Attempt.Link link, String recipient) {
        int left = transactions.execute(tx -> {
            int remaining = sql.sql("""
                            update share set checking = checking - 1, failures = failures + 1 where id = :id
                            returning attempts - failures
                            """)
                    .param("id", link.id().value())
                    .query(Integer.class)
                    .single();
            event(link, recipient, "wrong-passcode");
            if (remaining == 0) {
                changes.narrowed();
                tell(link, NoticeKind.SHARE_USED_UP, Map.of("reason", "passcodes"));
            }
            return remaining;
        });
        write(link, "refused", "wrong passcode");
        return left;
    }

    /** The passcode was right: the attempt does not count. */
    public void right(Attempt.Link link) {
        sql.sql("update share set checking = checking - 1 where id = :id").param("id", link.id().value()).update();
    }

    /** Written down: somebody has come with a link that was good once. */
    public void late(Attempt.Dead attempt) {
        write(attempt.link(), "refused", attempt.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /**
     * Counts an opening and keeps what it gives out, the patient is told; all of it or nothing. Returns how many are
     * left; empty when others were faster or the link has ended meanwhile.
     */
    public OptionalInt open(Attempt.Link link, String recipient, List<Granted> granted) {
        OptionalInt opened = transactions.execute(tx -> {
            Optional<Integer> left = sql.sql("""
                            update share set openings_left = openings_left - 1
                            where id = :id and openings_left > 0 and %s
                            returning openings_left
                            """.formatted(ALIVE))
                    .param("id", link.id().value())
                    .param("now", now())
                    .query(Integer.class)
                    .optional();
            if (left.isEmpty()) {
                return OptionalInt.empty();
            }
            event(link, recipient, "opened");
            granted.forEach(each -> keep(link, each));
            tell(link, NoticeKind.SHARE_OPENED, Map.of("recipient", recipient, "left", left.get().toString()));
            if (left.get() == 0) {
                tell(link, NoticeKind.SHARE_USED_UP, Map.of("reason", "openings"));
            }
            return OptionalInt.of(left.get());
        });
        if (opened.isPresent()) {
            write(link, "granted", "rule 5: shared by a link");
        }
        return opened;
    }

    /** A file of a manifest, that has now been fetched. */
    public record Fetched(Attempt.Link link, Granted.Kind kind) {}

    /** Whoever asks for the same again, or after the link's end, gets nothing. */
    public Optional<Fetched> fetch(byte[] locator, byte[] digest) {
        return sql.sql("""
                        with fetched as (
                          delete from share_file where digest = :digest and expires_at > :now returning share, kind)
                        select %s, fetched.kind from share join fetched on fetched.share = share.id
                        where share.locator = :locator and %s
                        """.formatted(LINK, ALIVE.replace("expires_at", "share.expires_at")))
                .param("digest", digest)
                .param("locator", locator)
                .param("now", now())
                .query((row, n) -> new Fetched(
                        link(row), Granted.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT))))
                .optional();
    }

    /** Keeps what is given out with a file. */
    public void keep(Attempt.Link link, Granted granted) {
        boolean token = granted instanceof Granted.Token;
        String table = token ? "share_token" : "share_file";
        sql.sql("delete from " + table + " where expires_at <= :now").param("now", now()).update();
        sql.sql(token
                        ? "insert into share_token (digest, share, expires_at) values (:digest, :share, :expires)"
                        : "insert into share_file (digest, share, kind, expires_at) values (:digest, :share, :kind, :expires)")
                .param("digest", granted.digest())
                .param("share", link.id().value())
                .param("kind", granted instanceof Granted.File file ? file.kind().name().toLowerCase(Locale.ROOT) : null)
                .param("expires", granted.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void event(Attempt.Link link, String recipient, String outcome) {
        sql.sql("insert into share_opening (share, at, recipient, outcome) values (:id, :at, :recipient, :outcome)")
                .param("id", link.id().value())
                .param("at", now())
                .param("recipient", recipient)
                .param("outcome", outcome)
                .update();
    }

    private void tell(Attempt.Link link, NoticeKind kind, Map<String, String> params) {
        PersonId sharer = sql.sql("select standing_person(sharer) from share where id = :id")
                .param("id", link.id().value())
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .single();
        Map<String, String> all = new HashMap<>(params);
        all.put("share", link.id().toString());
        all.put("label", link.label());
        notices.tell(sharer, kind, all);
    }

    private void write(Attempt.Link link, String outcome, String reason) {
        audit.append(new AuditEntry(clock.instant(), "link:" + link.id(), null, "open-share", "Person/" + link.person(),
                Purpose.PATRQT.name(), outcome, reason));
    }

    private static Attempt.Link link(ResultSet row) throws SQLException {
        return new Attempt.Link(
                new ShareId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("owner", UUID.class)),
                row.getBytes("sealed_key"),
                row.getString("passcode"),
                row.getString("label"),
                row.getBoolean("images"),
                row.getBoolean("report"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
