package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cloudfilm.storage.consent.AccessSettings.Default;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/**
 * Rules 2, 3 and 4, of a clinician: what the own hospital sent of whom it treats, what others sent of patients with an
 * open visit and consent, and whatever there is of whom the glass was broken for. The database is asked how the clinician
 * stands to the persons in question only when that matters.
 */
final class ClinicianHorizon implements Horizon {

    private final HospitalId hospital;
    private final Default unasked;
    private final Instant since;
    private final Instant now;
    private final Function<Instant, List<Standing>> lookUp;
    private List<Standing> standings;

    /**
     * @param since  before which a visit, a film or a record is no longer recent
     * @param lookUp how the clinician stands to the persons in question, at a moment
     */
    ClinicianHorizon(
            HospitalId hospital, Default unasked, Instant since, Instant now, Function<Instant, List<Standing>> lookUp) {
        this.hospital = hospital;
        this.unasked = unasked;
        this.since = since;
        this.now = now;
        this.lookUp = lookUp;
    }

    private List<Standing> standings() {
        if (standings == null) {
            standings = lookUp.apply(now);
        }
        return standings;
    }

    private Optional<Standing> to(PersonId person) {
        return standings().stream().filter(one -> one.person().equals(person)).findFirst();
    }

    @Override
    public Scope scope() {
        return new Scope.Clinician(hospital, since, reaches(standings()));
    }

    private List<SearchPermit.Reach> reaches(List<Standing> of) {
        return of.stream().flatMap(one -> one.reach(unasked).stream()).toList();
    }

    /** A consent was given, a visit begun or ended, or the glass broken: it counts with the next request. */
    @Override
    public boolean differs(Instant later) {
        return !Set.copyOf(reaches(standings())).equals(Set.copyOf(reaches(lookUp.apply(later))));
    }

    @Override
    public Optional<Ground> grants(Kept kept) {
        boolean own = kept.hospital().equals(hospital);
        if (own && (kept.person().isEmpty() || !kept.at().isBefore(since))) {
            return Optional.of(searching());
        }
        Optional<Standing> standing = kept.person().flatMap(this::to);
        if (own && standing.filter(Standing::treats).isPresent()) {
            return Optional.of(searching());
        }
        if (kept.hospital().equals(HospitalId.PLATFORM)) {
            return Optional.empty();
        }
        return standing.flatMap(one -> one.byConsent(unasked, kept.labels()).or(one::byGlass));
    }

    @Override
    public Optional<Ground> about(HospitalId sender, Optional<PersonId> person) {
        Optional<Ground> beyond =
                person.flatMap(this::to).flatMap(one -> one.byConsent(unasked, 0).or(one::byGlass));
        return beyond.isEmpty() && sender.equals(hospital) ? Optional.of(searching()) : beyond;
    }

    @Override
    public Ground searching() {
        return Ground.lasting(Ground.OWN_HOSPITAL, Purpose.TREAT);
    }

    @Override
    public Instant until() {
        return standings().stream().map(Standing::until).min(Instant::compareTo).orElse(Instant.MAX);
    }
}
