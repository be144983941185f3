package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.cloudfilm.storage.person.PersonDirectory;
import org.cloudfilm.storage.person.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says what a requester may read for a purpose. Everybody has one purpose; a clinician who breaks the glass reads for the
 * emergency's without saying so.
 */
final class Horizons {

    private final JdbcClient sql;
    private final PersonDirectory persons;
    private final Wards wards;
    private final Standings standings;
    private final LinkContents links;
    private final AccessSettings settings;

    Horizons(DataSource dataSource, AccessSettings settings, LinkContents links) {
        this.sql = JdbcClient.create(dataSource);
        this.persons = new PersonDirectory(dataSource);
        this.wards = new Wards(dataSource);
        this.standings = new Standings(dataSource, settings);
        this.links = links;
        this.settings = settings;
    }

    /** With regard to all persons; empty when the purpose is not the requester's at all. */
    Optional<Horizon> of(AccessRequest request, Instant now) {
        return of(request, now, who -> moment -> standings.toAll(who, moment));
    }

    /** With regard to these persons alone. */
    Optional<Horizon> of(AccessRequest request, Collection<PersonId> about, Instant now) {
        return of(request, now, who -> moment -> standings.to(who, about, moment));
    }

    private interface LookUp {
        Function<Instant, List<Standing>> by(Requester.Clinician who);
    }

    private Optional<Horizon> of(AccessRequest request, Instant now, LookUp lookUp) {
        Purpose why = request.why();
        return switch (request.who()) {
            case Requester.Patient patient when why == Purpose.PATRQT -> Optional.of(own(patient, now));
            case Requester.Clinician clinician when why == Purpose.TREAT ->
                Optional.of(new ClinicianHorizon(
                        clinician.hospital(), settings.unasked(), now.minus(settings.recentVisit()), now,
                        lookUp.by(clinician)));
            case Requester.HospitalSystem system when why == Purpose.TREAT ->
                Optional.of(new HospitalHorizon(system.hospital()));
            case Requester.LinkBearer bearer when why == Purpose.PATRQT -> shared(bearer, now);
            case Requester.Platform platform when why == Purpose.HPAYMT -> Optional.of(new PlatformHorizon());
            default -> Optional.empty();
        };
    }

    OwnHorizon own(Requester.Patient patient, Instant now) {
        return new OwnHorizon(persons.find(patient.residentId()), wards.of(patient.residentId(), now));
    }

    private Optional<Horizon> shared(Requester.LinkBearer bearer, Instant now) {
        return links.find(bearer.link(), now)
                .filter(opens -> now.isBefore(opens.until()))
                .map(opens -> new LinkHorizon(bearer.link(), standing(opens.person()), opens));
    }

    private PersonId standing(PersonId person) {
        return new PersonId(sql.sql("select standing_person(:person)")
                .param("person", person.value())
                .query(UUID.class)
                .single());
    }
}
