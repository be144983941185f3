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

        /** @param whole with the attachments, which are not held but come from the object store */
        default long bytes(boolean whole) {
            return switch (this) {
                case None _ -> 0;
                case Resource(var record) -> length(record, whole);
                case Raw(var record) -> length(record, whole);
                case Json(byte[] bytes) -> bytes.length;
                case Plain(var _, byte[] bytes) -> bytes.length;
                case Bundle(var bundle) ->
                    bundle.entries().stream().mapToLong(entry -> entry.resource().bytes(whole)).sum();
            };
        }

        private static long length(StoredRecord record, boolean whole) {
            if (record.content() == null) {
                return 0;
            }
            return whole ? ContentWriter.length(record) : record.content().length;
        }

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
