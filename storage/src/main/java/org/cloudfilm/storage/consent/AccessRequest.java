package org.cloudfilm.storage.consent;

import java.util.Optional;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/** One question to {@link Access}: may this requester do this, for this purpose? */
public sealed interface AccessRequest {

    Requester who();

    Purpose why();

    /** To open one study: images, metadata, thumbnails, everything in it. */
    record OpenStudy(Requester who, StudyUid study, Purpose why) implements AccessRequest {}

    /**
     * To search films, at any level of the hierarchy.
     *
     * @param patientId the Patient ID (0010,0020) the search is confined to, if it names one: one viewing of that
     *     patient
     */
    record SearchFilms(Requester who, Optional<String> patientId, Purpose why) implements AccessRequest {

        @Override
        public String toString() {
            return "SearchFilms";
        }
    }

    /** To read one record, in any of its versions. */
    record OpenRecord(Requester who, RecordId record, Purpose why) implements AccessRequest {}

    /**
     * To search records.
     *
     * @param type    null for records of all types
     * @param patient the Patient record the search is confined to, if it names one: one viewing of that patient
     */
    record SearchRecords(Requester who, ResourceType type, Optional<RecordId> patient, Purpose why)
            implements AccessRequest {}

    /**
     * To search Patient records by an identifier: one viewing of whoever bears it.
     *
     * @param system null for any
     */
    record FindPatient(Requester who, String system, String value, Purpose why) implements AccessRequest {

        @Override
        public String toString() {
            return "FindPatient";
        }
    }

    /**
     * To send a record to whoever subscribed to it.
     *
     * @param who the hospital's system that subscribed, by the name of its Subscription
     */
    record TellSubscriber(Requester who, RecordId record, Purpose why) implements AccessRequest {}

    /** To read the audit trail: patients what concerns them, administrators all. */
    record ReadTrail(Requester who, Purpose why) implements AccessRequest {}
}
