package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;

/**
 * What share links open. Whoever ends a link before its time calls {@link AccessChanges#narrowed} with it, so that
 * decisions made by it are void at once.
 */
public interface LinkContents {

    /** For deployments that share nothing. */
    LinkContents NONE = (link, at) -> Optional.empty();

    /** Empty when there is no such link, or it opens nothing at that time: expired, used up, revoked. */
    Optional<Opens> find(UUID link, Instant at);

    /**
     * @param person  who shares: what has become another's meanwhile is not opened
     * @param records with the studies' own records if they are shared too
     * @param until   when the link expires
     */
    record Opens(PersonId person, Set<StudyUid> studies, Set<RecordId> records, Instant until) {

        public Opens {
            studies = Set.copyOf(studies);
            records = Set.copyOf(records);
        }

        @Override
        public String toString() {
            return "Opens[" + studies.size() + " studies, " + records.size() + " records]";
        }
    }
}
