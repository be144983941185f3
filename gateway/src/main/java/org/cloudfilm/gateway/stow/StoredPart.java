package org.cloudfilm.gateway.stow;

import java.util.Optional;
import org.cloudfilm.gateway.intake.Verdict;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.StudyUid;

/**
 * What became of one part of a request.
 *
 * @param instance what it was, as far as it could be read
 */
record StoredPart(StowStatus status, Optional<Reference> instance) {

    /** How a response names an instance. The study and series are there unless only the file's meta was readable. */
    record Reference(String sopClassUid, String sopInstanceUid, Optional<InstanceIds> ids) {

        static Reference to(InstanceIds ids) {
            return new Reference(ids.sopClassUid(), ids.instance().value(), Optional.of(ids));
        }
    }

    static StoredPart unreadable() {
        return new StoredPart(StowStatus.CANNOT_UNDERSTAND, Optional.empty());
    }

    static StoredPart of(Verdict verdict, Optional<Reference> fromFileMeta) {
        return new StoredPart(StowStatus.of(verdict), verdict.ids().map(Reference::to).or(() -> fromFileMeta));
    }

    boolean stored() {
        return status == StowStatus.STORED;
    }

    Optional<StudyUid> study() {
        return instance.flatMap(Reference::ids).map(InstanceIds::study);
    }
}
