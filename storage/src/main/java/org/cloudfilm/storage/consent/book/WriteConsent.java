package org.cloudfilm.storage.consent.book;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.consent.book.Family.Member;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.notice.NoticeKind;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes what was decided: the FHIR Consent, the row from which access is decided, the trail and the notice. The newer
 * word counts: a consent ends the denials before it, a denial the consents. Every method belongs into a transaction.
 */
final class WriteConsent {

    private final JdbcClient sql;
    private final GrantTable grants;
    private final ConsentRecords records;
    private final Notices notices;
    private final ConsentTrail trail;
    private final Hospitals hospitals;

    WriteConsent(
            DataSource dataSource, RecordStore store, Notices notices, ConsentTrail trail, Hospitals hospitals) {
        this.sql = JdbcClient.create(dataSource);
        this.grants = new GrantTable(dataSource);
        this.records = new ConsentRecords(dataSource, store);
        this.notices = notices;
        this.trail = trail;
        this.hospitals = hospitals;
    }

    /**
     * Who decides, for whom, of which hospital.
     *
     * @param patient a Patient of the person, for a Consent to name; null where none is written
     */
    record Decided(Requester.Patient who, Member member, HospitalId hospital, RecordId patient, Instant at) {}

    /** @param action as the trail has it */
    GivenConsent give(Decided decided, ConsentTerms terms, String action) {
        lock(decided);
        for (GivenConsent denial : grants.lockStanding(decided.member.person(), decided.hospital, decided.at)) {
            if (denial.deny()) {
                lift(decided, denial);
            }
        }
        GivenConsent given = write(decided, false, terms.sensitive(), terms.until(decided.at));
        trail.done(decided.who, action, object(given), ConsentTrail.about(decided.hospital));
        notices.tell(decided.member.person(), NoticeKind.CONSENT_GIVEN, Map.of(
                "consent", given.id().toString(),
                "hospital", decided.hospital.value(),
                "until", given.ends().toString(),
                "by", decided.who.id()));
        return given;
    }

    /** A denial of all hospitals stays for the others. */
    private void lift(Decided decided, GivenConsent denial) {
        end(decided.who, denial, decided.at);
        if (denial.hospital().isEmpty()) {
            hospitals.all().stream()
                    .filter(other -> !other.id().equals(decided.hospital))
                    .forEach(other -> grants.insert(denial.of(other.id())));
        }
    }

    GivenConsent deny(Decided decided, Instant until) {
        lock(decided);
        for (GivenConsent before : grants.lockStanding(decided.member.person(), decided.hospital, decided.at)) {
            if (before.hospital().isPresent()) {
                end(decided.who, before, decided.at);
            }
        }
        GivenConsent denial = write(decided, true, Set.of(), until);
        trail.done(decided.who, "deny-access", object(denial), ConsentTrail.about(decided.hospital));
        return denial;
    }

    void withdraw(Decided decided, GivenConsent consent) {
        end(decided.who, consent, decided.at);
        trail.done(decided.who, consent.deny() ? "end-denial" : "withdraw-consent", object(consent),
                consent.hospital().map(ConsentTrail::about).orElse(null));
        if (!consent.deny()) {
            notices.tell(decided.member.person(), NoticeKind.CONSENT_WITHDRAWN, Map.of(
                    "consent", consent.id().toString(),
                    "hospital", decided.hospital.value(),
                    "by", decided.who.id()));
        }
    }

    /** A Patient of the person that a consent for this hospital can name. */
    Optional<RecordId> patient(Member member, HospitalId hospital) {
        return records.patient(member.person(), hospital);
    }

    private GivenConsent write(Decided decided, boolean deny, Set<SensitiveLabel> sensitive, Instant until) {
        RecordId record = records.write(decided.who.id(), new ConsentContent(
                decided.patient,
                decided.member.relatedPerson().orElse(decided.patient),
                hospitals.named(decided.hospital),
                deny,
                decided.at,
                until,
                sensitive));
        return grants.insert(new GivenConsent(null, decided.member.person(), Optional.of(decided.hospital),
                Purpose.TREAT, deny, sensitive, decided.at, until, Optional.empty(), Optional.of(record.id())));
    }

    private void end(Requester.Patient who, GivenConsent consent, Instant now) {
        grants.withdraw(consent.id(), now);
        consent.record().ifPresent(record -> records.end(who.id(), new RecordId(ResourceType.CONSENT, record)));
    }

    /** Decisions of one person are taken one after the other. */
    private void lock(Decided decided) {
        sql.sql("select id from person where id = :id for no key update")
                .param("id", decided.member.person().value())
                .query(UUID.class)
                .single();
    }

    static String object(GivenConsent consent) {
        return consent.record().map(record -> "Consent/" + record).orElse("Person/" + consent.person());
    }
}
