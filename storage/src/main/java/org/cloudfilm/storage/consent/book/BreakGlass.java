package org.cloudfilm.storage.consent.book;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.NarrowingTransactions;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.BrokenGlass.State;
import org.cloudfilm.storage.consent.book.ConsentOutcome.Done;
import org.cloudfilm.storage.notice.NoticeKind;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * An emergency: one doctor reads all of one patient for four hours without being allowed to. The patient is told at once,
 * and an administrator says afterwards whether it was justified; if not, it ends there and then.
 */
public final class BreakGlass {

    public static final Duration LASTS = Duration.ofHours(4);

    private static final String BREAK = "break-glass";
    private static final String REVIEW = "review-glass";

    private final JdbcClient sql;
    private final TransactionOperations transactions;
    private final HospitalPatients patients;
    private final GlassTable glasses;
    private final Notices notices;
    private final ConsentTrail trail;
    private final AccessChanges changes;
    private final InstantSource clock;

    public BreakGlass(
            DataSource dataSource, Notices notices, AuditTrail audit, AccessChanges changes, InstantSource clock) {
        this.sql = JdbcClient.create(dataSource);
        this.transactions = new NarrowingTransactions(dataSource, changes);
        this.patients = new HospitalPatients(dataSource);
        this.glasses = new GlassTable(dataSource);
        this.notices = notices;
        this.trail = new ConsentTrail(audit, clock);
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * While it lasts, breaking it again finds the same one.
     *
     * @param name    of the doctor, as the patient shall read it
     * @param patient of the doctor's hospital, in a visit or not
     * @param reason  for the patient and the reviewer to read
     */
    public ConsentOutcome<BrokenGlass> breakGlass(
            Requester.Clinician who, String name, RecordId patient, String reason) {
        Optional<HospitalPatients.Known> known = patients.find(who.hospital(), patient);
        if (known.isEmpty()) {
            return trail.refused(who, BREAK, patient.toString(), ConsentRefusal.NO_SUCH_PATIENT);
        }
        return known.get().person()
                .map(person -> transactions.execute(status -> breakGlass(who, name, person, reason)))
                .orElseGet(() -> trail.refused(who, BREAK, patient.toString(), ConsentRefusal.UNIDENTIFIED));
    }

    private ConsentOutcome<BrokenGlass> breakGlass(
            Requester.Clinician who, String name, PersonId person, String reason) {
        // of two at once the second finds the first
        sql.sql("select id from person where id = :id for no key update")
                .param("id", person.value())
                .query(UUID.class)
                .single();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<BrokenGlass> standing = glasses.standing(who, person, now);
        if (standing.isPresent()) {
            return new Done<>(standing.get());
        }
        BrokenGlass glass = glasses.insert(who, name, person, reason, now, now.plus(LASTS));
        trail.done(who, BREAK, person, "glass " + glass.id());
        notices.tell(person, NoticeKind.GLASS_BROKEN, Map.of(
                "glass", glass.id().toString(),
                "hospital", who.hospital().value(),
                "clinician", name,
                "reason", reason,
                "until", glass.until().toString()));
        return new Done<>(glass);
    }

    /** The review's queue, what waits longest first; of what was decided, the newest first. Written down as seen. */
    public List<BrokenGlass> list(Requester.Administrator who, State state) {
        trail.done(who, "list-broken-glass", (String) null, null);
        return glasses.inState(state);
    }

    /**
     * @param verdict justified or unjustified, once and for all; if it ends what was broken, that has ended in every
     *     process when this returns
     */
    public ConsentOutcome<BrokenGlass> review(Requester.Administrator who, UUID id, State verdict, String remark) {
        if (verdict == State.OPEN) {
            throw new IllegalArgumentException("a verdict is needed");
        }
        return transactions.execute(status -> {
            Optional<BrokenGlass> open = glasses.lockOpen(id);
            if (open.isEmpty()) {
                return trail.refused(who, REVIEW, null, ConsentRefusal.NO_SUCH_GLASS);
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            boolean ends = verdict == State.UNJUSTIFIED && now.isBefore(open.get().until());
            trail.done(who, REVIEW, open.get().person(), "glass " + id + " " + verdict.name().toLowerCase(Locale.ROOT));
            if (ends) {
                changes.narrowed();
            }
            Instant shortest = open.get().at().plusMillis(1);
            Instant until = !ends ? open.get().until() : now.isAfter(shortest) ? now : shortest;
            return new Done<>(glasses.review(id, verdict, new BrokenGlass.Review(who.id(), now, remark), until));
        });
    }
}
