package org.cloudfilm.storage.consent.book;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.AccessSettings;
import org.cloudfilm.storage.consent.NarrowingTransactions;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.AskedAccess.State;
import org.cloudfilm.storage.consent.book.ConsentOutcome.Done;
import org.cloudfilm.storage.consent.book.Family.Member;
import org.cloudfilm.storage.consent.book.WriteConsent.Decided;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What patients decide for themselves, and guardians for children. A decision is a FHIR Consent, written by the platform,
 * and the row from which access is decided, in one transaction; what makes access less has reached every process when the
 * method returns. Each step is in the audit trail before it takes effect.
 */
public final class ConsentBook {

    private static final String CONFIRM = "confirm-access";
    private static final String DECLINE = "decline-access";
    private static final String WITHDRAW = "withdraw-consent";

    private final TransactionOperations transactions;
    private final Family family;
    private final AskTable asks;
    private final GrantTable grants;
    private final WriteConsent writing;
    private final ConsentTrail trail;
    private final AccessChanges changes;
    private final AccessSettings settings;
    private final Hospitals hospitals;
    private final InstantSource clock;

    /** @param store the one doors write through will do */
    public ConsentBook(
            DataSource dataSource,
            RecordStore store,
            Notices notices,
            AuditTrail audit,
            AccessChanges changes,
            AccessSettings settings,
            Hospitals hospitals,
            InstantSource clock) {
        this.transactions = new NarrowingTransactions(dataSource, changes);
        this.family = new Family(dataSource, clock);
        this.asks = new AskTable(dataSource);
        this.grants = new GrantTable(dataSource);
        this.trail = new ConsentTrail(audit, clock);
        this.writing = new WriteConsent(dataSource, store, notices, trail, hospitals);
        this.changes = changes;
        this.settings = settings;
        this.hospitals = hospitals;
        this.clock = clock;
    }

    /** Requests to the patient and to their wards, newest first; those whose time is over say so. */
    public List<AskedAccess> asked(Requester.Patient who) {
        Instant now = now();
        return asks.of(family.personsOf(who)).stream().map(asked -> asked.atTime(now)).toList();
    }

    /** Consents and denials of the patient and of their wards, newest first. */
    public List<GivenConsent> given(Requester.Patient who) {
        return grants.of(family.personsOf(who));
    }

    /** Agrees to what a doctor asked. Of two answers at once one counts. */
    public ConsentOutcome<GivenConsent> confirm(Requester.Patient who, long request, ConsentTerms terms) {
        return transactions.execute(status -> answering(who, request, CONFIRM, (asked, decided) -> {
            GivenConsent given = writing.give(decided, terms, CONFIRM);
            asks.answer(request, State.CONFIRMED, who.id(), decided.at(), Optional.of(given.id()));
            return given;
        }));
    }

    /** Does not agree. The doctor finds out by looking. */
    public ConsentOutcome<AskedAccess> decline(Requester.Patient who, long request) {
        return transactions.execute(status -> answering(who, request, DECLINE, (asked, decided) -> {
            trail.done(who, DECLINE, asked.person(), ConsentTrail.about(asked.hospital()));
            asks.answer(request, State.DECLINED, who.id(), decided.at(), Optional.empty());
            return asked;
        }));
    }

    private interface Answer<T> {
        T give(AskedAccess asked, Decided decided);
    }

    private <T> ConsentOutcome<T> answering(Requester.Patient who, long request, String action, Answer<T> answer) {
        Instant now = now();
        List<Member> members = family.of(who);
        Optional<AskedAccess> found = asks.lock(request, persons(members)).map(asked -> asked.atTime(now));
        if (found.isEmpty()) {
            return trail.refused(who, action, null, ConsentRefusal.NO_SUCH_REQUEST);
        }
        AskedAccess asked = found.get();
        Member member = member(members, asked.person());
        if (asked.state() != State.ASKED || !member.decides()) {
            return trail.refused(who, action, "Person/" + asked.person(), switch (asked.state()) {
                case ASKED -> ConsentRefusal.GUARDIAN_NEEDED;
                case EXPIRED -> ConsentRefusal.EXPIRED;
                case CONFIRMED, DECLINED -> ConsentRefusal.ANSWERED_BEFORE;
            });
        }
        return new Done<>(answer.give(asked, new Decided(who, member, asked.hospital(), asked.patient(), now)));
    }

    /**
     * Without having been asked, allows a hospital's doctors to read.
     *
     * @param whose empty for the patient's own
     */
    public ConsentOutcome<GivenConsent> allow(
            Requester.Patient who, Optional<PersonId> whose, HospitalId hospital, ConsentTerms terms) {
        String action = "give-consent";
        return transactions.execute(status ->
                deciding(who, whose, hospital, action, decided -> writing.give(decided, terms, action)));
    }

    /**
     * Forbids a hospital's doctors to read; what was consented to before ends.
     *
     * @param howLong empty for as long as the denial is not taken back
     */
    public ConsentOutcome<GivenConsent> deny(
            Requester.Patient who, Optional<PersonId> whose, HospitalId hospital, Optional<Duration> howLong) {
        return narrowing(() -> deciding(who, whose, hospital, "deny-access", decided ->
                writing.deny(decided, howLong.map(decided.at()::plus).orElse(GivenConsent.FOREVER))));
    }

    private ConsentOutcome<GivenConsent> deciding(
            Requester.Patient who, Optional<PersonId> whose, HospitalId hospital, String action,
            Function<Decided, GivenConsent> decision) {
        Optional<Member> member = family.of(who).stream()
                .filter(one -> whose.map(one.person()::equals).orElse(one.self()))
                .findFirst();
        if (member.isEmpty()) {
            return trail.refused(who, action, null, ConsentRefusal.NO_SUCH_PERSON);
        }
        String object = "Person/" + member.get().person();
        if (!member.get().decides()) {
            return trail.refused(who, action, object, ConsentRefusal.GUARDIAN_NEEDED);
        }
        if (hospitals.find(hospital).isEmpty()) {
            return trail.refused(who, action, object, ConsentRefusal.NO_SUCH_HOSPITAL);
        }
        return writing.patient(member.get(), hospital)
                .map(patient -> new Decided(who, member.get(), hospital, patient, now()))
                .<ConsentOutcome<GivenConsent>>map(decided -> new Done<>(decision.apply(decided)))
                .orElseGet(() -> trail.refused(who, action, object, ConsentRefusal.NO_RECORDS));
    }

    /**
     * A consent or a denial ends. When this returns, nothing passes by the consent any more, in any process. Where silence
     * means yes, taking back a yes is a no: a denial takes its place.
     */
    public ConsentOutcome<GivenConsent> withdraw(Requester.Patient who, UUID id) {
        return narrowing(() -> {
            Instant now = now();
            List<Member> members = family.of(who);
            Optional<GivenConsent> found = grants.lockStanding(id, persons(members), now);
            if (found.isEmpty()) {
                return trail.refused(who, WITHDRAW, null, ConsentRefusal.NO_SUCH_CONSENT);
            }
            GivenConsent consent = found.get();
            Member member = member(members, consent.person());
            if (!member.decides()) {
                return trail.refused(who, WITHDRAW, WriteConsent.object(consent), ConsentRefusal.GUARDIAN_NEEDED);
            }
            HospitalId hospital = consent.hospital().orElse(HospitalId.PLATFORM);
            Optional<RecordId> patient = writing.patient(member, hospital);
            Decided decided = new Decided(who, member, hospital, patient.orElse(null), now);
            writing.withdraw(decided, consent);
            if (!consent.deny() && patient.isPresent() && settings.unasked() == AccessSettings.Default.OPT_OUT) {
                writing.deny(decided, GivenConsent.FOREVER);
            }
            return new Done<>(consent);
        });
    }

    private <T> ConsentOutcome<T> narrowing(Supplier<ConsentOutcome<T>> decision) {
        return transactions.execute(status -> {
            ConsentOutcome<T> decided = decision.get();
            if (decided instanceof Done<T>) {
                changes.narrowed();
            }
            return decided;
        });
    }

    private static List<PersonId> persons(Collection<Member> members) {
        return members.stream().map(Member::person).toList();
    }

    private static Member member(List<Member> members, PersonId person) {
        return members.stream().filter(one -> one.person().equals(person)).findFirst().orElseThrow();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
