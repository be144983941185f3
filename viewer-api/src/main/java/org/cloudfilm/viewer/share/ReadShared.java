package org.cloudfilm.viewer.share;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.LinkContents;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a link names, as its bearer and by the bearer's permits alone. */
final class ReadShared {

    private final Access access;
    private final FilmReader films;
    private final RecordStore records;
    private final WholeRecord whole;
    private final LinkContents links;
    private final ShareSettings settings;
    private final InstantSource clock;

    ReadShared(
            Access access, FilmReader films, RecordStore records, WholeRecord whole, LinkContents links,
            ShareSettings settings, InstantSource clock) {
        this.access = access;
        this.films = films;
        this.records = records;
        this.whole = whole;
        this.links = links;
        this.settings = settings;
        this.clock = clock;
    }

    /** Empty when nothing of it may be read: the link has ended, or what it named has become another's. */
    Optional<LinkBundle> read(Requester.LinkBearer bearer) {
        LinkContents.Opens opens = links.find(bearer.link(), clock.instant()).orElse(null);
        if (opens == null) {
            return Optional.empty();
        }
        LinkBundle bundle = new LinkBundle(settings, clock.instant());
        ofType(opens.records(), ResourceType.PATIENT).forEach(id ->
                read(bearer, id).ifPresent(record -> bundle.addPatient(whole.of(record))));
        opens.studies().stream().sorted(Comparator.comparing(StudyUid::value)).forEach(study -> addStudy(bearer, study, bundle));
        ofType(opens.records(), ResourceType.DIAGNOSTIC_REPORT).forEach(id ->
                read(bearer, id).ifPresent(record -> bundle.add(whole.of(record), record.lastUpdated())));
        if (bundle.isEmpty()) {
            return Optional.empty();
        }
        if (!opens.studies().isEmpty()) {
            bundle.addEndpoint();
        }
        return Optional.of(bundle);
    }

    private void addStudy(Requester.LinkBearer bearer, StudyUid study, LinkBundle bundle) {
        if (!(access.decide(new AccessRequest.OpenStudy(bearer, study, bearer.usualPurpose()))
                instanceof AccessDecision.Granted<StudyPermit>(StudyPermit permit))) {
            return;
        }
        Optional<ObjectNode> record = read(bearer, new RecordId(ResourceType.IMAGING_STUDY, study.value()))
                .map(stored -> {
                    ObjectNode content = whole.of(stored);
                    bundle.add(content, stored.lastUpdated());
                    return content;
                });
        String subject = record.map(content -> content.at("/subject/reference").asString("")).orElse("");
        patient(permit).ifPresent(patient -> bundle.addPatient(subject, patient));
    }

    private Optional<PatientOfFilm> patient(StudyPermit permit) {
        return films.study(permit)
                .flatMap(index -> index.series().stream().flatMap(series -> series.instances().stream()).findFirst())
                .map(instance -> {
                    try {
                        return PatientOfFilm.of(films.header(permit, instance));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private Optional<StoredRecord> read(Requester.LinkBearer bearer, RecordId id) {
        return access.decide(new AccessRequest.OpenRecord(bearer, id, bearer.usualPurpose()))
                        instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                ? records.read(permit, id).filter(record -> !record.deleted())
                : Optional.empty();
    }

    private static Iterable<RecordId> ofType(Set<RecordId> records, ResourceType type) {
        return records.stream()
                .filter(id -> id.type() == type)
                .sorted(Comparator.comparing(RecordId::id))
                .toList();
    }
}
