package org.cloudfilm.storage.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessDecision.Granted;
import org.cloudfilm.storage.consent.AccessDecision.Refused;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonDirectory;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/**
 * Access by the rules of this deployment, in order, first match decides, none refuses:
 *
 * <ol>
 *   <li>patients read their own films and records, wherever they were made
 *   <li>a hospital reads what it sent: its systems, and its clinicians for treatment
 * </ol>
 */
public final class RuledAccess implements Access {

    static final String OWN = "rule 1: the patient's own";
    static final String OWN_HOSPITAL = "rule 2: sent by the requester's hospital";
    static final String DIRECTORY = "directory: says nothing of any patient";
    static final String OVERSIGHT = "the platform's operator oversees the trail";
    static final String NO_RULE = "no rule grants it";
    static final String NO_STUDY = "no such study";
    static final String NO_RECORD = "no such record";

    /** How long one viewing may last before it is decided, and written down, anew. */
    private static final Duration VIEWING = Duration.ofMinutes(5);
    private static final int VIEWINGS_AT_MOST = 20_000;

    private final StudyOwners owners;
    private final PersonDirectory persons;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final RecordOwners recordOwners;
    private final Cache<AccessRequest.OpenStudy, AccessDecision<StudyPermit>> viewings;
    private final Cache<AccessRequest, AccessDecision<RecordPermit>> recordViewings;
    private final Cache<AccessRequest.SearchFilms, AccessDecision<SearchPermit>> filmSearches;

    public RuledAccess(DataSource dataSource, AuditTrail audit, InstantSource clock) {
        this.owners = new StudyOwners(dataSource);
        this.persons = new PersonDirectory(dataSource);
        this.audit = audit;
        this.clock = clock;
        this.recordOwners = new RecordOwners(dataSource);
        this.viewings = viewings(clock);
        this.recordViewings = viewings(clock);
        this.filmSearches = viewings(clock);
    }

    private static <K, V> Cache<K, V> viewings(InstantSource clock) {
        return Caffeine.newBuilder()
                .expireAfterWrite(VIEWING)
                .ticker(() -> clock.millis() * 1_000_000)
                .maximumSize(VIEWINGS_AT_MOST)
                .build();
    }

    /** What was granted before is decided anew: persons have been merged or parted, or a consent has changed. */
    public void forgetViewings() {
        viewings.invalidateAll();
        recordViewings.invalidateAll();
        filmSearches.invalidateAll();
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
            record(request, "open-study", request.study().value(), "refused", reason);
            return new Refused<>(reason);
        }
        record(request, "open-study", request.study().value(), "granted", rule.get());
        AccessDecision<StudyPermit> granted = new Granted<>(new StudyPermit(request.who(), request.study()));
        viewings.put(request, granted);
        return granted;
    }

    @Override
    public AccessDecision<SearchPermit> decide(AccessRequest.SearchFilms request) {
        AccessDecision<SearchPermit> viewing =
                request.patientId().isEmpty() ? null : filmSearches.getIfPresent(request);
        if (viewing != null) {
            return viewing;
        }
        Optional<Scope> scope = scope(request);
        if (scope.isEmpty()) {
            record(request, "search-films", null, "refused", NO_RULE);
            return new Refused<>(NO_RULE);
        }
        List<String> named = request.patientId().stream()
                .flatMap(patientId -> owners.patients(patientId).stream())
                .filter(owner -> covers(scope.get(), owner.hospital(), owner.person()))
                .flatMap(owner -> owner.person().stream())
                .map(person -> "Person/" + person)
                .distinct()
                .toList();
        if (named.isEmpty()) {
            AuditTrail.Underway recorded = begin(request, "search-films", null, "granted", ruleOf(request.who()));
            return new Granted<>(new SearchPermit(request.who(), scope.get(), recorded));
        }
        recordAll(request, "search-films", named);
        AccessDecision<SearchPermit> granted = new Granted<>(new SearchPermit(request.who(), scope.get(), () -> {}));
        filmSearches.put(request, granted);
        return granted;
    }

    @Override
    public AccessDecision<RecordPermit> decide(AccessRequest.OpenRecord request) {
        AccessDecision<RecordPermit> viewing = recordViewings.getIfPresent(request);
        if (viewing != null) {
            return viewing;
        }
        AccessDecision<RecordPermit> decision = open(request, request.record(), "open-record");
        if (decision instanceof Granted<RecordPermit>) {
            recordViewings.put(request, decision);
        }
        return decision;
    }

    @Override
    public AccessDecision<RecordPermit> decide(AccessRequest.SearchRecords request) {
        if (request.patient().isEmpty()) {
            return searchAnyPatient(request);
        }
        AccessRequest viewed = new AccessRequest.SearchRecords(
                request.who(), ResourceType.PATIENT, request.patient(), request.why());
        AccessDecision<RecordPermit> viewing = recordViewings.getIfPresent(viewed);
        if (viewing != null) {
            return viewing;
        }
        AccessDecision<RecordPermit> decision = open(request, request.patient().get(), "search-records");
        if (decision instanceof Granted<RecordPermit>) {
            recordViewings.put(viewed, decision);
        }
        return decision;
    }

    @Override
    public AccessDecision<RecordPermit> decide(AccessRequest.FindPatient request) {
        AccessDecision<RecordPermit> viewing = recordViewings.getIfPresent(request);
        if (viewing != null) {
            return viewing;
        }
        Optional<Scope> scope = scope(request);
        List<String> found = scope.stream()
                .flatMap(own -> recordOwners.patients(request.system(), request.value()).stream()
                        .filter(patient -> covers(own, patient.owner().hospital(), patient.owner().person())))
                .map(patient -> patient.id().toString())
                .toList();
        if (found.isEmpty()) {
            return searchAnyPatient(new AccessRequest.SearchRecords(
                    request.who(), ResourceType.PATIENT, Optional.empty(), request.why()));
        }
        recordAll(request, "search-records", found);
        AccessDecision<RecordPermit> granted =
                new Granted<>(new RecordPermit(request.who(), scope.orElseThrow()));
        recordViewings.put(request, granted);
        return granted;
    }

    @Override
    public AccessDecision<RecordPermit> decide(AccessRequest.TellSubscriber request) {
        return open(request, request.record(), "tell-subscriber");
    }

    @Override
    public AccessDecision<TrailPermit> decide(AccessRequest.ReadTrail request) {
        TrailPermit.Scope scope = switch (request.who()) {
            case Requester.Patient patient when request.why() == Purpose.PATRQT ->
                persons.find(patient.residentId())
                        .<TrailPermit.Scope>map(TrailPermit.Scope.AboutPerson::new)
                        .orElseGet(TrailPermit.Scope.Nothing::new);
            case Requester.Administrator admin when request.why() == Purpose.HSYSADMIN ->
                new TrailPermit.Scope.Everything();
            default -> null;
        };
        if (scope == null) {
            record(request, "read-trail", null, "refused", NO_RULE);
            return new Refused<>(NO_RULE);
        }
        record(request, "read-trail", null, "granted", scope instanceof TrailPermit.Scope.Everything ? OVERSIGHT : OWN);
        return new Granted<>(new TrailPermit(request.who(), scope));
    }

    private AccessDecision<RecordPermit> searchAnyPatient(AccessRequest.SearchRecords request) {
        Optional<Scope> scope = scope(request);
        String object = request.type() == null ? null : request.type().typeName();
        if (scope.isEmpty()) {
            record(request, "search-records", object, "refused", NO_RULE);
            return new Refused<>(NO_RULE);
        }
        record(request, "search-records", object, "granted", ruleOf(request.who()));
        return new Granted<>(new RecordPermit(request.who(), scope.get()));
    }

    private AccessDecision<RecordPermit> open(AccessRequest request, RecordId record, String action) {
        Optional<Scope> scope = scope(request);
        Optional<String> rule = scope.flatMap(own -> grantingRule(own, request, record));
        if (rule.isEmpty()) {
            String reason = scope.isPresent() && recordOwners.find(record).isEmpty() ? NO_RECORD : NO_RULE;
            record(request, action, record.toString(), "refused", reason);
            return new Refused<>(reason);
        }
        record(request, action, record.toString(), "granted", rule.get());
        return new Granted<>(new RecordPermit(request.who(), scope.orElseThrow()));
    }

    private Optional<String> grantingRule(Scope scope, AccessRequest request, RecordId record) {
        if (record.type().directory()) {
            return Optional.of(DIRECTORY);
        }
        return recordOwners
                .find(record)
                .filter(owner -> covers(scope, owner.hospital(), owner.person()))
                .map(owner -> ruleOf(request.who()));
    }

    private Optional<String> grantingRule(AccessRequest.OpenStudy request, StudyOwners.Owner owner) {
        return scope(request)
                .filter(scope -> covers(scope, owner.hospital(), owner.person()))
                .map(scope -> ruleOf(request.who()));
    }

    private static boolean covers(Scope scope, HospitalId hospital, Optional<PersonId> person) {
        return switch (scope) {
            case Scope.OfPerson(PersonId own) -> person.equals(Optional.of(own));
            case Scope.SentBy(HospitalId own) -> hospital.equals(own);
            case Scope.Nothing() -> false;
        };
    }

    private static String ruleOf(Requester who) {
        return who instanceof Requester.Patient ? OWN : OWN_HOSPITAL;
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

    private void recordAll(AccessRequest request, String action, List<String> objects) {
        List<AuditTrail.Underway> underway = objects.stream()
                .map(object -> begin(request, action, object, "granted", ruleOf(request.who())))
                .toList();
        underway.forEach(AuditTrail.Underway::await);
    }

    private void record(AccessRequest request, String action, String object, String outcome, String reason) {
        begin(request, action, object, outcome, reason).await();
    }

    private AuditTrail.Underway begin(
            AccessRequest request, String action, String object, String outcome, String reason) {
        Optional<HospitalId> hospital = request.who().actsFor();
        return audit.begin(new AuditEntry(
                clock.instant(),
                request.who().id(),
                hospital.map(HospitalId::value).orElse(null),
                action,
                object,
                request.why().name(),
                outcome,
                reason));
    }
}
