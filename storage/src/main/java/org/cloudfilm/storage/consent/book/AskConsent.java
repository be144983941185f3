package org.cloudfilm.storage.consent.book;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessSettings;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.AskedAccess.State;
import org.cloudfilm.storage.consent.book.ConsentOutcome.Done;
import org.cloudfilm.storage.notice.NoticeKind;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.visit.Visits;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a doctor does about consent: asks for it, and sees what has become of that. The patient is told of each request. */
public final class AskConsent {

    /** How long a request waits for an answer. */
    public static final Duration WAITS = Duration.ofDays(1);

    private static final int ASKED_A_DAY = 5;
    private static final String ASK = "ask-access";

    private final TransactionTemplate transactions;
    private final HospitalPatients patients;
    private final Visits visits;
    private final AskTable asks;
    private final GrantTable grants;
    private final GlassTable glasses;
    private final Notices notices;
    private final ConsentTrail trail;
    private final AccessSettings settings;
    private final InstantSource clock;

    public AskConsent(
            DataSource dataSource, Notices notices, AuditTrail audit, AccessSettings settings, InstantSource clock) {
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.patients = new HospitalPatients(dataSource);
        this.visits = new Visits(dataSource);
        this.asks = new AskTable(dataSource);
        this.grants = new GrantTable(dataSource);
        this.glasses = new GlassTable(dataSource);
        this.notices = notices;
        this.trail = new ConsentTrail(audit, clock);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Asks the patient, who must be at the doctor's hospital now. While an answer is awaited, asking again finds the same
     * request.
     *
     * @param name    of the doctor, as the patient shall read it
     * @param patient of the doctor's hospital
     * @param message to the patient; may be empty
     */
    public ConsentOutcome<AskedAccess> ask(Requester.Clinician who, String name, RecordId patient, String message) {
        Optional<HospitalPatients.Known> known = patients.find(who.hospital(), patient);
        if (known.isEmpty()) {
            return trail.refused(who, ASK, patient.toString(), ConsentRefusal.NO_SUCH_PATIENT);
        }
        Optional<PersonId> person = known.get().person();
        if (person.isEmpty()) {
            return trail.refused(who, ASK, patient.toString(), ConsentRefusal.UNIDENTIFIED);
        }
        if (visits.open(who.hospital(), person.get()).isEmpty()) {
            return trail.refused(who, ASK, patient.toString(), ConsentRefusal.NO_OPEN_VISIT);
        }
        AskTable.Wish wish = new AskTable.Wish(person.get(), who.hospital(), patient, who.id(), name, message);
        return transactions.execute(status -> ask(who, wish));
    }

    private ConsentOutcome<AskedAccess> ask(Requester.Clinician who, AskTable.Wish wish) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        asks.expire(wish.person(), wish.hospital(), now);
        Optional<AskedAccess> waiting = asks.newest(wish.person(), wish.hospital())
                .filter(newest -> newest.state() == State.ASKED);
        if (waiting.isPresent()) {
            return new Done<>(waiting.get());
        }
        if (asks.countSince(wish.person(), wish.hospital(), now.minus(Duration.ofDays(1))) >= ASKED_A_DAY) {
            return trail.refused(who, ASK, wish.patient().toString(), ConsentRefusal.ASKED_TOO_OFTEN);
        }
        Optional<AskedAccess> asked = asks.insert(wish, now, now.plus(WAITS));
        if (asked.isEmpty()) {
            // a colleague asked at the same moment
            return new Done<>(asks.newest(wish.person(), wish.hospital()).orElseThrow());
        }
        trail.done(who, ASK, wish.person(), ConsentTrail.about(wish.hospital()));
        notices.tell(wish.person(), NoticeKind.ACCESS_ASKED, Map.of(
                "request", Long.toString(asked.get().id()),
                "hospital", wish.hospital().value(),
                "clinician", wish.name(),
                "expiresAt", asked.get().expiresAt().toString()));
        return new Done<>(asked.get());
    }

    /** How things stand between a doctor and a patient of the same hospital; {@code NONE} where there is no such patient. */
    public Standing standing(Requester.Clinician who, RecordId patient) {
        Optional<PersonId> person = patients.find(who.hospital(), patient).flatMap(HospitalPatients.Known::person);
        return person.map(one -> standing(who, one)).orElse(Standing.NONE);
    }

    private Standing standing(Requester.Clinician who, PersonId person) {
        Instant now = clock.instant();
        List<GivenConsent> given = grants.standing(person, who.hospital(), now);
        boolean denied = given.stream().anyMatch(GivenConsent::deny);
        Optional<GivenConsent> consent = given.stream()
                .filter(one -> !one.deny())
                .max(Comparator.comparing(GivenConsent::ends));
        if (!denied && consent.isPresent()) {
            return new Standing(Kind.GRANTED, Optional.of(consent.get().starts()), Optional.of(consent.get().ends()),
                    Optional.empty());
        }
        if (!denied && settings.unasked() == AccessSettings.Default.OPT_OUT) {
            return new Standing(Kind.GRANTED, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<BrokenGlass> glass = glasses.standing(who, person, now);
        if (glass.isPresent()) {
            return new Standing(Kind.BROKEN_GLASS, Optional.of(glass.get().at()), Optional.of(glass.get().until()),
                    Optional.empty());
        }
        return asks.newest(person, who.hospital())
                .map(asked -> asked.atTime(now))
                .flatMap(asked -> standing(asked, now))
                .orElse(Standing.NONE);
    }

    private static Optional<Standing> standing(AskedAccess asked, Instant now) {
        return switch (asked.state()) {
            case ASKED -> Optional.of(new Standing(Kind.ASKED, Optional.of(asked.askedAt()),
                    Optional.of(asked.expiresAt()), Optional.of(asked)));
            case DECLINED -> asked.expiresAt().isAfter(now)
                    ? Optional.of(new Standing(Kind.DECLINED, Optional.of(asked.askedAt()), Optional.empty(),
                            Optional.of(asked)))
                    : Optional.empty();
            case CONFIRMED, EXPIRED -> Optional.empty();
        };
    }

    public enum Kind {
        NONE,
        ASKED,
        GRANTED,
        DECLINED,
        BROKEN_GLASS
    }

    /** @param request the one that waits for an answer, or was declined */
    public record Standing(
            Kind kind, Optional<Instant> since, Optional<Instant> until, Optional<AskedAccess> request) {

        static final Standing NONE =
                new Standing(Kind.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
