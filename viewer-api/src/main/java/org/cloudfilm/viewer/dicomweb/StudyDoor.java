package org.cloudfilm.viewer.dicomweb;

import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.SeriesIndex;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.StudyIndex;

/** Opens what a path names, if it is there and may be read. */
final class StudyDoor {

    /**
     * @param instances in the order of the study, never empty
     * @param version   of what was asked for, fit for an ETag
     */
    record Opened(StudyPermit permit, List<StoredInstance> instances, String version) {

        StoredInstance only() {
            return instances.getFirst();
        }
    }

    private final Access access;
    private final FilmReader reader;

    StudyDoor(Access access, FilmReader reader) {
        this.access = access;
        this.reader = reader;
    }

    /** Refused and absent give the same answer. */
    Opened open(Exchange exchange, Target target) throws Rejection {
        AccessRequest.OpenStudy question = new AccessRequest.OpenStudy(
                exchange.who(), target.study(), exchange.who().usualPurpose());
        if (!(access.decide(question) instanceof AccessDecision.Granted<StudyPermit>(StudyPermit permit))) {
            throw Rejection.notFound();
        }
        StudyIndex study = reader.study(permit).orElseThrow(Rejection::notFound);
        if (target.series().isEmpty()) {
            List<StoredInstance> all = new ArrayList<>();
            study.series().forEach(series -> all.addAll(series.instances()));
            return opened(permit, all, study.version());
        }
        SeriesIndex series = study.series(target.series().get()).orElseThrow(Rejection::notFound);
        if (target.instance().isEmpty()) {
            return opened(permit, series.instances(), series.version());
        }
        StoredInstance instance =
                series.instance(target.instance().get()).orElseThrow(Rejection::notFound);
        return new Opened(permit, List.of(instance), instance.digest());
    }

    private static Opened opened(StudyPermit permit, List<StoredInstance> instances, String version)
            throws Rejection {
        if (instances.isEmpty()) {
            throw Rejection.notFound();
        }
        return new Opened(permit, instances, version);
    }
}
