package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessDecision.Granted;
import org.cloudfilm.storage.consent.AccessDecision.Refused;
import org.cloudfilm.storage.consent.Viewings.Decided;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/**
 * Access by rules, in order, first match decides, none refuses:
 *
 * <ol>
 *   <li>patients read their own films and records, wherever they were made; guardians their wards'
 *   <li>a hospital's systems read what it sent; its clinicians within a treating relationship: an open or recent visit, or
 *       what itself came recently
 *   <li>other hospitals' clinicians read with an open visit and the patient's consent (or, where deployments choose so, no
 *       denial); what bears a sensitive label only by a consent that names it
 *   <li>whoever broke the glass for a person reads all of that person for four hours
 *   <li>a share link opens what it names until it expires, is used up or revoked
 * </ol>
 *
 * Records of directory types are open to everybody but bearers of links. What was granted is kept for one viewing, as long
 * as {@link Freshness} vouches for it; refusals are not kept, so that a consent counts with the next request.
 */
public final class RuledAccess implements Access {

    static final String NO_RULE = "no rule grants it";
    static final String NO_STUDY = "no such study";
    static final String NO_RECORD = "no such record";

    private final KeptThings things;
    private final Horizons horizons;
    private final WriteDown trail;
    private final InstantSource clock;
    private final Freshness freshness;
    private final Viewings<StudyPermit> viewings;
    private final Viewings<RecordPermit> recordViewings;
    private final Viewings<SearchPermit> filmSearches;

    /** As deployments usually decide, nothing shared, and freshness asked of the database each time. */
    public RuledAccess(DataSource dataSource, AuditTrail audit, InstantSource clock) {
        this(dataSource, audit, clock, AccessSettings.USUAL, Freshness.asked(dataSource), LinkContents.NONE);
    }

    public RuledAccess(
            DataSource dataSource,
            AuditTrail audit,
            InstantSource clock,
            AccessSettings settings,
            Freshness freshness,
            LinkContents links) {
        this.things = new KeptThings(dataSource);
        this.horizons = new Horizons(dataSource, settings, links);
        this.trail = new WriteDown(audit, clock);
        this.clock = clock;
        this.freshness = freshness;
        this.viewings = new Viewings<>(clock, freshness);
        this.recordViewings = new Viewings<>(clock, freshness);
        this.filmSearches = new Viewings<>(clock, freshness);
    }

    @Override
    public AccessDecision<StudyPermit> decide(AccessRequest.OpenStudy request) {
        return viewings.find(request, () -> open(request));
    }

    private Decided<StudyPermit> open(AccessRequest.OpenStudy request) {
        Optional<Kept> study = things.study(request.study());
        Optional<Ground> ground = study.flatMap(kept -> horizons
                .of(request, kept.person().stream().toList(), clock.instant())
                .flatMap(horizon -> horizon.grants(kept)));
        String object = request.study().value();
        if (ground.isEmpty()) {
            return refused(request, "open-study", object, study.isEmpty() ? NO_STUDY : NO_RULE);
        }
        trail.granted(request, "open-study", object, ground.get());
        return new Decided<>(
                new Granted<>(new StudyPermit(request.who(), request.study())), ground.get().until(), over(ground.get()));
    }

    /** The database is not asked: frames of a viewing pass here. */
    private Predicate<Instant> over(Ground ground) {
        return later -> ground.visit() != null && freshness.ended(ground.visit());
    }

    @Override
    public AccessDecision<SearchPermit> decide(AccessRequest.SearchFilms request) {
        return request.patientId().isEmpty()
                ? searchAll(request).decision()
                : filmSearches.find(request, () -> searchOne(request, request.patientId().get()));
    }

    private Decided<SearchPermit> searchAll(AccessRequest.SearchFilms request) {
        return horizons.of(request, clock.instant())
                .map(horizon -> searchUnnamed(request, horizon))
                .orElseGet(() -> refused(request, "search-films", null, NO_RULE));
    }

    private Decided<SearchPermit> searchUnnamed(AccessRequest.SearchFilms request, Horizon horizon) {
        AuditTrail.Underway recorded = trail.begin(request, "search-films", null, horizon.searching());
        return Decided.once(new Granted<>(new SearchPermit(request.who(), horizon.scope(), recorded)));
    }

    private Decided<SearchPermit> searchOne(AccessRequest.SearchFilms request, String patientId) {
        List<KeptThings.FilmPatient> named = things.filmPatients(patientId);
        List<PersonId> persons = named.stream().flatMap(one -> one.person().stream()).distinct().toList();
        Optional<Horizon> found = horizons.of(request, persons, clock.instant());
        if (found.isEmpty()) {
            return refused(request, "search-films", null, NO_RULE);
        }
        Horizon horizon = found.get();
        List<WriteDown.Row> rows = new ArrayList<>();
        for (KeptThings.FilmPatient one : named) {
            one.person().ifPresent(person -> horizon.about(one.hospital(), one.person())
                    .map(ground -> new WriteDown.Row("Person/" + person, ground))
                    .filter(row -> !rows.contains(row))
                    .ifPresent(rows::add));
        }
        if (rows.isEmpty()) {
            return searchUnnamed(request, horizon);
        }
        trail.granted(request, "search-films", rows);
        return new Decided<>(
                new Granted<>(new SearchPermit(request.who(), horizon.scope(), () -> {})), horizon.until(), horizon::differs);
    }

    @Override
    public AccessDecision<RecordPermit> decide(AccessRequest.OpenRecord request) {
        return recordViewings.find(request, () -> open(request, request.record(), "open-record"));
    }

    @Override
    public AccessDecision<RecordPermit> decide(AccessRequest.SearchRecords request) {
        if (request.patient().isEmpty()) {
            return searchAny(request).decision();
        }
        AccessRequest viewed = new AccessRequest.SearchRecords(
                request.who(), ResourceType.PATIENT, request.patient(), request.why());
        return recordViewings.find(viewed, () -> open(request, request.patient().get(), "search-records"));
    }

    @Override
    public AccessDecision<RecordPermit> decide(AccessRequest.FindPatient request) {
        return recordViewings.find(request, () -> find(request));
    }

    private Decided<RecordPermit> find(AccessRequest.FindPatient request) {
        List<Kept> bearers = things.patientRecords(request.system(), request.value());
        List<PersonId> persons =
                bearers.stream().flatMap(patient -> patient.person().stream()).distinct().toList();
        Optional<Horizon> horizon = horizons.of(request, persons, clock.instant());
        List<WriteDown.Row> rows = new ArrayList<>();
        for (Kept patient : bearers) {
            horizon.flatMap(own -> own.grants(patient))
                    .ifPresent(ground -> rows.add(
                            new WriteDown.Row(patient.record().orElseThrow().toString(), ground)));
        }
        if (rows.isEmpty()) {
            return searchAny(new AccessRequest.SearchRecords(
                    request.who(), ResourceType.PATIENT, Optional.empty(), request.why()));
        }
        trail.granted(request, "search-records", rows);
        return new Decided<>(permit(request, horizon.orElseThrow()), horizon.get().until(), horizon.get()::differs);
    }

    @Override
    public AccessDecision<RecordPermit> decide(AccessRequest.TellSubscriber request) {
        return open(request, request.record(), "tell-subscriber").decision();
    }

    @Override
    public AccessDecision<TrailPermit> decide(AccessRequest.ReadTrail request) {
        TrailPermit.Scope scope = switch (request.who()) {
            case Requester.Patient patient when request.why() == Purpose.PATRQT -> {
                List<PersonId> persons = horizons.own(patient, clock.instant()).persons();
                yield persons.isEmpty() ? new TrailPermit.Scope.Nothing() : new TrailPermit.Scope.AboutPersons(persons);
            }
            case Requester.Administrator admin when request.why() == Purpose.HSYSADMIN ->
                new TrailPermit.Scope.Everything();
            default -> null;
        };
        if (scope == null) {
            return this.<TrailPermit>refused(request, "read-trail", null, NO_RULE).decision();
        }
        String reason = scope instanceof TrailPermit.Scope.Everything ? Ground.OVERSIGHT : Ground.OWN;
        trail.granted(request, "read-trail", null, Ground.lasting(reason, request.why()));
        return new Granted<>(new TrailPermit(request.who(), scope));
    }

    private Decided<RecordPermit> searchAny(AccessRequest.SearchRecords request) {
        String object = request.type() == null ? null : request.type().typeName();
        Optional<Horizon> horizon = horizons.of(request, clock.instant());
        if (horizon.isEmpty()) {
            return refused(request, "search-records", object, NO_RULE);
        }
        trail.granted(request, "search-records", object, horizon.get().searching());
        return Decided.once(permit(request, horizon.get()));
    }

    private Decided<RecordPermit> open(AccessRequest request, RecordId record, String action) {
        Optional<Kept> kept = things.record(record);
        Instant now = clock.instant();
        List<PersonId> persons = kept.flatMap(Kept::person).stream().toList();
        Optional<Horizon> horizon = horizons.of(request, persons, now);
        Optional<Ground> ground = horizon.flatMap(own -> ground(own, record, kept));
        if (ground.isEmpty()) {
            return refused(request, action, record.toString(),
                    horizon.isPresent() && kept.isEmpty() ? NO_RECORD : NO_RULE);
        }
        trail.granted(request, action, record.toString(), ground.get());
        return new Decided<>(
                permit(request, horizon.get()),
                horizon.get().until(),
                request instanceof AccessRequest.SearchRecords ? horizon.get()::differs : over(ground.get()));
    }

    private static Optional<Ground> ground(Horizon horizon, RecordId record, Optional<Kept> kept) {
        return record.type().directory() && horizon.directories()
                ? Optional.of(Ground.lasting(Ground.DIRECTORY, horizon.searching().why()))
                : kept.flatMap(horizon::grants);
    }

    private static AccessDecision<RecordPermit> permit(AccessRequest request, Horizon horizon) {
        return new Granted<>(new RecordPermit(request.who(), horizon.scope()));
    }

    private <P extends Permit> Decided<P> refused(
            AccessRequest request, String action, String object, String reason) {
        trail.refused(request, action, object, reason);
        return Decided.once(new Refused<>(reason));
    }
}
