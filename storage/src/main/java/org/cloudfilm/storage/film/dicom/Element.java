package org.cloudfilm.storage.film.dicom;

import java.util.List;

/** One attribute of a data set: a value kept in memory, a sequence, or a reference to a large value. */
public sealed interface Element {

    int tag();

    Vr vr();

    boolean isEmpty();

    /**
     * A value as it was sent, in little endian byte order whatever the transfer syntax, padding included. Text is not
     * decoded: {@link Dataset} knows the character set. The array is shared; do not change it.
     */
    record Value(int tag, Vr vr, byte[] bytes) implements Element {
        @Override
        public boolean isEmpty() {
            return bytes.length == 0;
        }

        /** Names the attribute only: values may be a patient's. */
        @Override
        public String toString() {
            return Tags.text(tag) + " " + vr + ", " + bytes.length + " bytes";
        }
    }

    record Items(int tag, Vr vr, List<Dataset> items) implements Element {
        @Override
        public boolean isEmpty() {
            return items.isEmpty();
        }

        @Override
        public String toString() {
            return Tags.text(tag) + " SQ, " + items.size() + " items";
        }
    }

    /** @param encapsulated the value is a sequence of fragments (PS3.5 annex A.4) */
    record Bulk(int tag, Vr vr, BulkRef ref, boolean encapsulated) implements Element {
        @Override
        public boolean isEmpty() {
            return ref.length() == 0;
        }
    }
}
