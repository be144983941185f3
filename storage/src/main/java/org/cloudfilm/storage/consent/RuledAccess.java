package org.cloudfilm.storage.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessDecision.Granted;
import org.cloudfilm.storage.consent.AccessDecision.Refused;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonDirectory;
import org.cloudfilm.storage.person.PersonId;

/**
 * Access by the rules of this deployment, in order, first match decides, none refuses:
 *
 * <ol>
 *   <li>patients read their own films, wherever they were made
 *   <li>a hospital reads what it sent: its systems, and its clinicians for treatment
 * </ol>
 */
public final class RuledAccess implements Access {

    static final String OWN_FILM = "rule 1: the patient's own film";
    static final String OWN_HOSPITAL = "rule 2: sent by the requester's hospital";
    static final String NO_RULE = "no rule grants it";
    static final String NO_STUDY = "no such study";

    /** How long one viewing may last before it is decided, and written down, anew. */
    private static final Duration VIEWING = Duration.ofMinutes(5);
    private static final int VIEWINGS_AT_MOST = 100_000;

    private final StudyOwners owners;
    private final PersonDirectory persons;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Cache<AccessRequest.OpenStudy, AccessDecision<StudyPermit>> viewings;

    public RuledAccess(DataSource dataSource, AuditTrail audit, InstantSource clock) {
        this.owners = new StudyOwners(dataSource);
        this.persons = new PersonDirectory(dataSource);
        this.audit = audit;
        this.clock = clock;
        this.viewings = Caffeine.newBuilder()
                .expireAfterWrite(VIEWING)
                .ticker(() -> clock.millis() * 1_000_000)
                .maximumSize(VIEWINGS_AT_MOST)
                .build();
    }

    @Override
    public AccessDecision<StudyPermit> decide(AccessRequest.OpenStudy request) {
        AccessDecision<StudyPermit> viewing = viewings.getIfPresent(request);
        if (viewing != null) {
            return viewing;
        }
        Optional<StudyOwners.Owner> owner = owners.find(request.study());
        Optional<String> rule = owner.flatMap(found -> grantingRule(request, found));
        if (rule.isEmpty()) {
            String reason = owner.isEmpty() ? NO_STUDY : NO_RULE;
            record(request, "open-study", request.study(), "refused", reason);
            return new Refused<>(reason);
        }
        record(request, "open-study", request.study(), "granted", rule.get());
        AccessDecision<StudyPermit> granted = new Granted<>(new StudyPermit(request.who(), request.study()));
        viewings.put(request, granted);
        return granted;
    }

    @Override
    public AccessDecision<SearchPermit> decide(AccessRequest.SearchFilms request) {
        Optional<Scope> scope = scope(request);
        if (scope.isEmpty()) {
            record(request, "search-films", null, "refused", NO_RULE);
            return new Refused<>(NO_RULE);
        }
        String rule = request.who() instanceof Requester.Patient ? OWN_FILM : OWN_HOSPITAL;
        record(request, "search-films", null, "granted", rule);
        return new Granted<>(new SearchPermit(request.who(), scope.get()));
    }

    private Optional<String> grantingRule(AccessRequest.OpenStudy request, StudyOwners.Owner owner) {
        boolean granted = scope(request)
                .map(scope -> switch (scope) {
                    case Scope.OfPerson(PersonId person) -> owner.person().equals(Optional.of(person));
                    case Scope.SentBy(HospitalId hospital) -> owner.hospital().equals(hospital);
                    case Scope.Nothing() -> false;
                })
                .orElse(false);
        if (!granted) {
            return Optional.empty();
        }
        return Optional.of(request.who() instanceof Requester.Patient ? OWN_FILM : OWN_HOSPITAL);
    }

    /** What the requester may read for the purpose; empty when that purpose is not theirs at all. */
    private Optional<Scope> scope(AccessRequest request) {
        return switch (request.who()) {
            case Requester.Patient patient when request.why() == Purpose.PATRQT ->
                Optional.of(persons.find(patient.residentId())
                        .<Scope>map(Scope.OfPerson::new)
                        .orElseGet(Scope.Nothing::new));
            case Requester.Clinician clinician when request.why() == Purpose.TREAT ->
                Optional.of(new Scope.SentBy(clinician.hospital()));
            case Requester.HospitalSystem system when request.why() == Purpose.TREAT ->
                Optional.of(new Scope.SentBy(system.hospital()));
            default -> Optional.empty();
        };
    }

    private void record(AccessRequest request, String action, StudyUid study, String outcome, String reason) {
        Optional<HospitalId> hospital = request.who().actsFor();
        audit.append(new AuditEntry(
                clock.instant(),
                request.who().id(),
                hospital.map(HospitalId::value).orElse(null),
                action,
                study == null ? null : study.value(),
                request.why().name(),
                outcome,
                reason));
    }
}
