package org.cloudfilm.gateway.fhir;

import java.time.Instant;
import org.cloudfilm.storage.record.StoredRecord;

/**
 * What becomes of a call: the status line and headers of a response, or Bundle.entry.response.
 *
 * @param version      of the record, 0 for none
 * @param lastModified null for none
 * @param location     below the service root, such as {@code Patient/1/_history/2}; null for none
 */
record Answer(int status, int version, Instant lastModified, String location, Payload payload) {

    /** What follows the headers. */
    sealed interface Payload {

        record None() implements Payload {}

        /** One stored resource. */
        record Resource(StoredRecord record) implements Payload {}

        /** What a stored Binary holds, under its own content type. */
        record Raw(StoredRecord record) implements Payload {}

        /** A resource made here. */
        record Json(byte[] bytes) implements Payload {}

        /** No resource of FHIR, to be sent as it is. */
        record Plain(String contentType, byte[] bytes) implements Payload {}

        record Bundle(BundleAnswer bundle) implements Payload {}
    }

    static final Payload NOTHING = new Payload.None();

    static Answer of(int status, Payload payload) {
        return new Answer(status, 0, null, null, payload);
    }

    static Answer ok(Payload payload) {
        return of(200, payload);
    }

    static Answer json(int status, byte[] resource) {
        return of(status, new Payload.Json(resource));
    }

    static Answer of(int status, StoredRecord record, String location, Payload payload) {
        return new Answer(status, record.version(), record.lastUpdated(), location, payload);
    }

    Answer with(Payload other) {
        return new Answer(status, version, lastModified, location, other);
    }
}
