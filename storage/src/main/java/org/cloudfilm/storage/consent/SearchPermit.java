package org.cloudfilm.storage.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/**
 * Leave to search, narrowed to what the requester may read. The decision may still be on its way to the audit trail:
 * whoever searches calls {@link #awaitRecorded} before anything that was found leaves.
 */
public final class SearchPermit implements Permit {

    private final Requester who;
    private final Scope scope;
    private final AuditTrail.Underway recorded;

    SearchPermit(Requester who, Scope scope, AuditTrail.Underway recorded) {
        this.who = who;
        this.scope = scope;
        this.recorded = recorded;
    }

    /**
     * Returns once the decision is in the audit trail.
     *
     * @throws org.cloudfilm.storage.audit.AuditUnavailableException when it could not be written: nothing may be told
     */
    public void awaitRecorded() {
        recorded.await();
    }

    @Override
    public Requester who() {
        return who;
    }

    public Scope scope() {
        return scope;
    }

    /**
     * What may be found. Every query is written against exactly one of these. Directory types of records are open to
     * each, but for {@link OfLink}.
     */
    public sealed interface Scope {

        /** All films and records of these persons, wherever they were made: a patient's own and those of wards. */
        record OfPersons(List<PersonId> persons) implements Scope {

            public OfPersons {
                persons = List.copyOf(persons);
            }

            public OfPersons(PersonId one) {
                this(List.of(one));
            }
        }

        /** All films and records one hospital sent. */
        record SentBy(HospitalId hospital) implements Scope {}

        /**
         * What the hospital sent of patients whom its clinicians treat: with an open visit, or one that ended
         * {@code since}, or what itself came {@code since}, or of patients who are no person yet; and what others sent of
         * the persons within reach.
         */
        record Clinician(HospitalId hospital, Instant since, List<Reach> reaches) implements Scope {

            public Clinician {
                reaches = List.copyOf(reaches);
            }

            /** Persons within reach by the sensitive labels that may be read of them. */
            public Map<Integer, List<PersonId>> byLabels() {
                Map<Integer, List<PersonId>> persons = new TreeMap<>();
                reaches.forEach(reach -> persons.computeIfAbsent(reach.labels(), labels -> new ArrayList<>())
                        .add(reach.person()));
                return persons;
            }
        }

        /** What a share link names, as long as it is the person's. */
        record OfLink(PersonId person, Set<StudyUid> studies, Set<RecordId> records) implements Scope {}

        /** Records of some types, of all patients: the platform's own work. No films. */
        record OfTypes(Set<ResourceType> types) implements Scope {}

        /** Nothing: the requester is known, but nothing is theirs (yet). */
        record Nothing() implements Scope {}
    }

    /**
     * A person of whom more than the hospital's own may be read.
     *
     * @param labels of {@link SensitiveLabel} that may be read too, as bits
     */
    public record Reach(PersonId person, int labels) {}
}
