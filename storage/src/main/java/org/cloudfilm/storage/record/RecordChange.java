package org.cloudfilm.storage.record;

import java.util.Optional;
import java.util.OptionalInt;

/** One wish to change a record. Contents are JSON, one resource each; criteria are search parameters as in a URL. */
public sealed interface RecordChange {

    ResourceType type();

    /** A new record under an id of ours, or, with criteria, only if nothing matches them (If-None-Exist). */
    record Create(ResourceType type, Content content, Optional<String> ifNoneExist) implements RecordChange {}

    /**
     * A new version under this id, or its first one.
     *
     * @param named the content must say the id itself, as whoever sends it has to; another id it never may
     */
    record Update(RecordId id, Content content, Precondition precondition, boolean named) implements RecordChange {

        /** @param ifMatch must be the current version, if given */
        public Update(RecordId id, Content content, OptionalInt ifMatch) {
            this(id, content, Precondition.version(ifMatch), false);
        }

        @Override
        public ResourceType type() {
            return id.type();
        }
    }

    /** A new version of the one record that matches; none: a new record; several: refused. */
    record UpdateWhere(ResourceType type, String criteria, Content content, Precondition precondition)
            implements RecordChange {

        public UpdateWhere(ResourceType type, String criteria, Content content) {
            this(type, criteria, content, Precondition.NONE);
        }
    }

    record Delete(RecordId id, Precondition precondition) implements RecordChange {

        /** @param ifMatch must be the current version, if given */
        public Delete(RecordId id, OptionalInt ifMatch) {
            this(id, Precondition.version(ifMatch));
        }

        @Override
        public ResourceType type() {
            return id.type();
        }
    }

    /** Deletes the record that matches; none: nothing; several: refused. */
    record DeleteWhere(ResourceType type, String criteria, Precondition precondition) implements RecordChange {

        public DeleteWhere(ResourceType type, String criteria) {
            this(type, criteria, Precondition.NONE);
        }
    }

    /** A range of a buffer, such as one entry of a Bundle: never copied before it is written. */
    record Content(byte[] bytes, int offset, int length) {
        public static Content of(byte[] bytes) {
            return new Content(bytes, 0, bytes.length);
        }
    }
}
